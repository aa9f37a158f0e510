import * as z from 'zod/mini';
import { CLIENT_FRAMES } from '../client-frames.ts';
import { EVENT_SCHEMAS } from './event-schemas.ts';
import { SERVER_SCHEMAS } from './server-schemas.ts';

type Json = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, z.ZodMiniType>>;

const TEXT = {
  title: 'A message, raw or as `name：text`',
  contentType: 'text/plain',
  payload: { type: 'string' },
};
const FILE = { title: 'A message with an attachment', contentType: 'application/octet-stream' };

/**
 * The protocol as an AsyncAPI 3 document, made from the schemas that the decoder uses. The order of
 * frames, and what they promise, is in docs/protocol.md.
 */
export function asyncApi(version: string): Json {
  const said = named('client', CLIENT_FRAMES);
  const told = { ...named('server', SERVER_SCHEMAS), ...named('event', EVENT_SCHEMAS) };
  const plain = { 'plain.text': TEXT, 'plain.file': FILE };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Teahouse',
      version,
      description: 'A room is a log. The rules that go with these frames are in docs/protocol.md.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: {
      json: { address: '/ws', messages: references('components', { ...said, ...told }) },
      plain: { address: '/', messages: references('components', plain) },
      plainRoom: {
        address: '/plain/{room}',
        parameters: { room: { description: 'The id of an open room.' } },
        messages: references('components', plain),
      },
    },
    operations: {
      hear: operation('receive', 'json', said),
      tell: operation('send', 'json', told),
      hearPlain: operation('receive', 'plain', plain),
      tellPlain: operation('send', 'plain', plain),
      hearPlainRoom: operation('receive', 'plainRoom', plain),
      tellPlainRoom: operation('send', 'plainRoom', plain),
    },
    components: {
      messages: { ...messages({ ...said, ...told }), ...plain },
      schemas: jsonSchemas({ ...said, ...told }),
    },
  };
}

/** Both sides have frames of the same name, so each is prefixed with who says it. */
function named(side: string, schemas: Schemas): Schemas {
  return Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [`${side}.${type}`, schema]));
}

function messages(schemas: Schemas): Json {
  return Object.fromEntries(
    Object.keys(schemas).map((name) => [name, { payload: { $ref: `#/components/schemas/${name}` } }]),
  );
}

/** What goes in, and not what comes out: unknown fields may be there. */
function jsonSchemas(schemas: Schemas): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const uri = (id: string) => `#/components/schemas/${id}`;
  const made = z.toJSONSchema(registry, { io: 'input', target: 'draft-7', uri }).schemas;
  return Object.fromEntries(
    Object.entries(made).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]),
  );
}

function operation(action: 'send' | 'receive', channel: string, names: Json): Json {
  return {
    action,
    channel: { $ref: `#/channels/${channel}` },
    messages: Object.values(references(`channels/${channel}`, names)),
  };
}

function references(within: string, names: Json): Json {
  return Object.fromEntries(
    Object.keys(names).map((name) => [name, { $ref: `#/${within}/messages/${name}` }]),
  );
}
