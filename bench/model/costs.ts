/**
 * What each thing costs that happens in a house, on the machine of docs/performance.md: one of its virtual cores does
 * a microsecond's work in a microsecond. After each figure stands where it comes from: *bench* is a row of that page,
 * *parts* is `node bench/unit-costs/main.ts`, whose figures stand there too, and *derived* says from what.
 */
export const COSTS = {
  /** The thread that has the sockets. */
  gateway: {
    /** One write to one socket. Bench: one room, 1 sender, without its command and commit. */
    writeMicros: 11.1,
    /** One more frame in a write. Bench: one room, 100 senders against 1. */
    frameMicros: 0.08,
    /** A command: read, checked, handed to the engine, answered. Bench: acknowledged, without the log thread’s part. */
    commandMicros: 14,
    /** An event handed to a gateway: its frame built, its ring filled. Derived: a small part of a command. */
    eventMicros: 3,
    /** The main thread hands an event to a gateway thread. To be measured with the threads; taken as a little more than an event. */
    crossingMicros: 5,
    /** A heartbeat and its answer. Derived: a write, and a frame read for about as much. */
    heartbeatMicros: 20,
    /** A client who comes back: TCP, upgrade, hello, welcome. Bench: 9,000 clients come back. */
    returnMicros: 340,
  },
  /** The log thread with its SQLite. All parts. */
  sqlite: {
    batchMicros: 200,
    messageMicros: 14,
    /** Each further room of a batch is one more page. */
    roomMicros: 24,
    /** The wait for the disk, and so much longer for each page. */
    fsyncMicros: 100,
    pageMicros: 5,
  },
  /** A batch in PostgreSQL. All parts. */
  postgres: {
    nodeBatchMicros: 1_400,
    nodeMessageMicros: 26,
    nodeRoomMicros: 10,
    batchMicros: 1_800,
    messageMicros: 36,
    roomMicros: 16,
    /** BEGIN, locks, five that read or write, COMMIT: each waits for the one before. */
    statements: 9,
    /** Until the log of PostgreSQL is on disk. Commits that wait together are written together. */
    fsyncMicros: 500,
    /** What a node asks when somebody comes back with many others: who, and standing. */
    nodeReturnMicros: 45,
    returnMicros: 60,
    /** And for each room that the node did not show before. */
    nodeOpenRoomMicros: 210,
    openRoomMicros: 150,
    /** A stream in the look at heads that each node takes each second. */
    nodeHeadMicros: 1.4,
    headMicros: 0.9,
    /** A writer and eight readers. */
    connectionsPerNode: 9,
    storedBytes: 460,
    /** What its log on disk grows by, and what a standby is sent. */
    logBytes: 830,
  },
  /** An event on NATS. All parts. */
  bus: {
    publishMicros: 13.6,
    takeMicros: 12.3,
    natsInMicros: 2.25,
    natsOutMicros: 2.5,
    messageBytes: 345,
    /** Memory of a stream that a node listens to. */
    nodeStreamKib: 0.73,
    natsStreamKib: 0.82,
  },
  /** What nodes say of who is present, room by room. */
  presence: {
    /** Between two heartbeats of a room, on average. As `BEAT_EVERY_MS` and its share of chance. */
    beatSeconds: 11.7,
    /**
     * A word said or heard, besides what the bus costs. Derived: three nodes with the same 10,000 quiet rooms were
     * seen to spend 7 ms a second each.
     */
    wordMicros: 2.7,
    /** To be measured; taken as somewhat less than a message. */
    wordBytes: 200,
  },
  client: {
    /** Bench: 9,000 idle clients. */
    memoryKib: 6.6,
    /** A message of 100 bytes as it is sent, with the headers of its frame. Parts. */
    frameBytes: 240,
    /** TCP and IP, once for each write. */
    writeBytes: 66,
  },
} as const;

export type Costs = typeof COSTS;
