import type { ClientFrame } from '@teahouse/protocol/client-frames';
import { type CommandId, newCommandId, type RoomId } from '@teahouse/protocol/ids';
import type { Link } from '../network/link.ts';
import type { Weather } from '../network/weather.ts';
import { ProcessTime } from '../world/virtual-time.ts';
import { type Actor, actByChance, type Surroundings } from './actor.ts';
import { newWish, peopleToMention } from './choices.ts';
import { ModelConnection } from './model-connection.ts';
import { ModelCopies } from './model-copies.ts';

type Command = ClientFrame<'send' | 'create_room' | 'join' | 'leave' | 'read' | 'rename' | 'arrange'>;

/** How long a command waits for its answer before it is sent again. */
const AGAIN_MS_MAX = 8_000;

/**
 * Somebody with a client written from docs/protocol.md by heart: it applies what comes, repairs nothing, and
 * sends what was not answered again under the same id.
 */
export class ModelActor implements Actor {
  readonly name: string;
  readonly weather: Weather;
  readonly #surroundings: Surroundings;
  readonly #copies: ModelCopies;
  readonly #unanswered = new Map<CommandId, Command>();
  #token: string | null = null;
  #process: ProcessTime;
  #connection: ModelConnection;

  constructor(surroundings: Surroundings, name: string, weather: Weather) {
    this.#surroundings = surroundings;
    this.name = name;
    this.weather = weather;
    this.#copies = new ModelCopies(surroundings.evidence, name);
    this.#process = new ProcessTime(surroundings.time);
    this.#connection = this.#connect();
  }

  get link(): Link | null {
    return this.#connection.link;
  }

  act(): void {
    const { chance, rooms } = this.#surroundings;
    const id = newCommandId(chance.bytes);
    const inRoom = (act: (room: RoomId) => void) => () => {
      if (this.#copies.rooms.length > 0) act(chance.pick(this.#copies.rooms));
    };
    actByChance(chance, [
      [20, inRoom((room) => this.#say(room))],
      [3, inRoom((room) => this.#read(room, id))],
      [3, () => this.#command({ type: 'join', id, room: chance.pick([...rooms]) })],
      [1, () => this.#command({ type: 'create_room', id, name: 'model', kind: 'open' })],
      [1, () => this.#meet(id)],
      [2, inRoom((room) => this.#command({ type: 'leave', id, room }))],
      [1, () => this.#command({ type: 'rename', id, name: `m${chance.below(100)}` })],
      [2, inRoom((room) => this.#command({ type: 'arrange', id, room, ...newWish(this.#surroundings) }))],
      [2, () => this.#connection.dropAndReturn()],
      [2, inRoom((room) => this.#connection.askAnew(room))],
      [
        1,
        inRoom((room) => this.#connection.send({ type: 'history', id, room, limit: chance.between(1, 30) })),
      ],
      [1, inRoom((room) => this.#connection.send({ type: 'presence', id, room }))],
      [1, inRoom((room) => this.#connection.send({ type: 'members', id, room }))],
      [3, inRoom((room) => this.#connection.send({ type: 'files', id, room, limit: chance.between(1, 5) }))],
      [1, inRoom((room) => this.#connection.send({ type: 'typing', room }))],
    ]);
    if (chance.happens(0.3)) this.#copies.store();
  }

  sayLastWords(): void {
    for (const room of this.#copies.rooms) this.#say(room);
  }

  restart(): void {
    this.#process.end();
    this.link?.close();
    this.#copies.crash();
    this.#process = new ProcessTime(this.#surroundings.time);
    this.#connection = this.#connect();
  }

  unfinished(): string | null {
    if (!this.#connection.isWelcome) return 'it is not connected';
    if (this.#unanswered.size > 0) return `${this.#unanswered.size} commands wait`;
    return this.#copies.unlike();
  }

  check(): void {
    this.#copies.check();
  }

  #connect(): ModelConnection {
    const { people, rooms } = this.#surroundings;
    return new ModelConnection(this.#surroundings, this, this.#process, {
      copies: this.#copies,
      token: () => this.#token,
      welcomed: ({ token, user }) => {
        this.#token ??= token ?? null;
        people.add(user.id);
        for (const id of this.#unanswered.keys()) this.#send(id);
      },
      answered: (id, room) => {
        if (room) rooms.add(room);
        this.#unanswered.delete(id);
      },
    });
  }

  #say(room: RoomId): void {
    const { chance, newText, saidAtOnce } = this.#surroundings;
    for (let left = saidAtOnce(); left > 0; left--) {
      const mentions = peopleToMention(this.#surroundings);
      this.#command({ type: 'send', id: newCommandId(chance.bytes), room, text: newText(), mentions });
    }
  }

  #read(room: RoomId, id: CommandId): void {
    const seq = this.#surroundings.chance.between(0, this.#copies.seq(room) + 1);
    this.#command({ type: 'read', id, room, seq });
  }

  #meet(id: CommandId): void {
    const { chance, people } = this.#surroundings;
    if (people.size === 0) return;
    const members = [chance.pick([...people])];
    this.#command({ type: 'create_room', id, name: 'two', kind: 'direct', members });
  }

  #command(command: Command): void {
    this.#unanswered.set(command.id, command);
    this.#send(command.id);
    // Now and then the answer is not waited for, and the other comes while the first is under way (R5).
    if (this.#surroundings.chance.happens(0.1)) this.#connection.send(command);
  }

  #send(id: CommandId): void {
    const command = this.#unanswered.get(id);
    if (!command) return;
    this.#connection.send(command);
    this.#process.after(this.#surroundings.chance.between(1_000, AGAIN_MS_MAX), () => this.#send(id));
  }
}
