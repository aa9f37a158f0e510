/** Who is connected, in which rooms, and how much is said. */
export interface Workload {
  readonly name: string;
  readonly connections: number;
  /** People in a room, all of them connected. */
  readonly roomSize: number;
  readonly roomsPerPerson: number;
  /** What one person says in all. */
  readonly messagesPerPersonAndSecond: number;
  /** A connection lasts so long on average, and its person comes back at once. */
  readonly connectionSeconds: number;
}

const HALF_AN_HOUR = 1_800;

/** Everybody says something about every two minutes, and reads ten times as much. */
export function smallRooms(connections: number): Workload {
  return {
    name: 'rooms of 10',
    connections,
    roomSize: 10,
    roomsPerPerson: 3,
    messagesPerPersonAndSecond: 0.01,
    connectionSeconds: HALF_AN_HOUR,
  };
}

/** An office reads a message a second, whoever says it. */
export function offices(connections: number): Workload {
  return {
    name: 'offices of 1,000',
    connections,
    roomSize: Math.min(1_000, connections),
    roomsPerPerson: 1,
    messagesPerPersonAndSecond: 0.001,
    connectionSeconds: HALF_AN_HOUR,
  };
}

/** Ten messages a second, and up to a hundred thousand who read them: halls are added when one is full. */
export function halls(connections: number): Workload {
  const roomSize = Math.min(100_000, connections);
  return {
    name: 'halls of 100,000',
    connections,
    roomSize,
    roomsPerPerson: 1,
    messagesPerPersonAndSecond: 10 / roomSize,
    connectionSeconds: HALF_AN_HOUR,
  };
}

export const SHAPES = [smallRooms, offices, halls];

export function roomsOf({ connections, roomSize, roomsPerPerson }: Workload): number {
  return Math.max(1, Math.round((connections * roomsPerPerson) / roomSize));
}

export function messagesPerSecond({ connections, messagesPerPersonAndSecond }: Workload): number {
  return connections * messagesPerPersonAndSecond;
}

/** How many of so many places somebody of a group is at, when each goes anywhere. */
export function placesTaken(group: number, places: number): number {
  return places * (1 - (1 - 1 / places) ** group);
}

/** Words about who is present that one node says, and hears from the others, each second when nobody comes or goes. */
export function presenceWords(
  workload: Workload,
  nodes: number,
  beatSeconds: number,
): { readonly said: number; readonly heard: number } {
  const nodesPerRoom = placesTaken(workload.roomSize, nodes);
  const said = (roomsOf(workload) * nodesPerRoom) / nodes / beatSeconds;
  return { said, heard: said * (nodesPerRoom - 1) };
}
