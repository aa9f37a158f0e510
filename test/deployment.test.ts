import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeOptions, readConfig } from '@teahouse/server/config';
import { parse } from 'yaml';
import { splitAt, variablesOf } from './support/dockerfile.ts';
import { filesMatching } from './support/source-files.ts';
import { UNIT_KEYS, unitEntries } from './support/unit-file.ts';
import { isOlder } from './support/versions.ts';

/** No engine and no cluster run where the tests do, so what they would be given is read. */
const FILES = filesMatching(/^(deploy\/.*|Dockerfile|\.gitignore|packages\/.*\.ts)$/);
const DEPLOYED = FILES.filter(({ path }) => /^deploy\/|^Dockerfile$/.test(path));
const PORT = 8080;
/** Ways past its authentication were closed there (NATS security note 2026-16). */
const NATS_MIN = '2.12.7';

function textOf(path: string): string {
  const file = FILES.find((one) => one.path === path);
  assert.ok(file, `${path} is not there`);
  return file.text;
}

/** YAML is read strictly: a key that is there twice is an error. */
function yamlOf<Shape>(path: string): Shape {
  return parse(textOf(path), { merge: true, strict: true, uniqueKeys: true }) as Shape;
}

interface Service {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly networks: readonly string[];
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: unknown;
  readonly depends_on?: Readonly<Record<string, { condition: string }>> | readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, { internal?: boolean }>>;
}
const COMPOSE = yamlOf<Compose>('deploy/compose.yaml');
const NODES = Object.entries(COMPOSE.services).filter(([, { image }]) => image === 'teahouse');

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}
interface Container {
  readonly args: readonly string[];
  readonly env: readonly { name: string; value?: string; valueFrom?: { secretKeyRef: SecretKey } }[];
  readonly ports: readonly { name: string; containerPort: number }[];
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly securityContext: Readonly<Record<string, unknown>>;
}
interface SecretKey {
  readonly name: string;
  readonly key: string;
}
type Labels = Readonly<Record<string, string>>;
interface Deployment {
  readonly metadata: { name: string };
  readonly spec: {
    readonly replicas: number;
    readonly strategy: { rollingUpdate: unknown };
    readonly selector: { matchLabels: Labels };
    readonly template: {
      readonly metadata: { labels: Labels };
      readonly spec: {
        readonly securityContext: Readonly<Record<string, unknown>>;
        readonly containers: readonly Container[];
        readonly terminationGracePeriodSeconds: number;
      };
    };
  };
}
const DEPLOYMENT = yamlOf<Deployment>('deploy/kubernetes/deployment.yaml').spec;
const POD = DEPLOYMENT.template.spec;
const [CONTAINER] = POD.containers;
assert.ok(CONTAINER);

/** What a filled Secret could say. */
const ADDRESSES: Labels = { 'database-url': 'postgres://host/name', 'nats-url': 'nats://host' };

function isAsked(path: string): boolean {
  return textOf('packages/server/src/http/routes.ts').includes(`app.get('${path}'`);
}

test('whatever is deployed names only settings that the server has', () => {
  const settings = new Set([...describeOptions().matchAll(/\((TEAHOUSE_\w+)\)/g)].map(([, name]) => name));
  assert.ok(settings.size > 5);
  const named = DEPLOYED.flatMap(({ path, text }) =>
    [...text.matchAll(/TEAHOUSE_[A-Z]\w*/g)].map(([name]) => ({ path, name })),
  );
  assert.ok(named.length > 10);
  assert.deepEqual(
    named.filter(({ name }) => !settings.has(name)),
    [],
  );
});

test('[S26] no password is in any file, and none is chosen for anybody', () => {
  for (const { path, text } of DEPLOYED) {
    const passwords = [...text.matchAll(/\w+:\/\/[^\s/:@]*:(.+?)@/g)].map(([, password = '']) => password);
    for (const password of passwords) assert.match(password, /^\$\{\w+:\?[^}]+\}$/, path);
    const given = [...text.matchAll(/PASSWORD\w*['"]?\s*[:=][ \t]*(\S.*)/gi)].map(([, value = '']) => value);
    for (const value of given) assert.match(value, /^['"]*\$(\{\w+:\?[^}]+\}|\w+)['"]*$|^\?/, path);
  }
  const { stringData } = yamlOf<{ stringData: Labels }>('deploy/kubernetes/secret.yaml');
  const empty = Object.keys(ADDRESSES).map((key) => [key, '']);
  assert.deepEqual(stringData, Object.fromEntries(empty));
  assert.match(textOf('.gitignore'), /^\.env$/m);
});

test('what compose takes from outside is in the example, empty, and must be given', () => {
  const lines = textOf('deploy/example.env')
    .split('\n')
    .filter((line) => /^[^#]/.test(line));
  const offered = lines.map((line) => splitAt(line, '='));
  assert.deepEqual(
    offered.filter(([, value]) => value !== ''),
    [],
  );
  const asked = [...textOf('deploy/compose.yaml').matchAll(/\$\{?(\w+)(:\?)?/g)];
  for (const [whole, , must] of asked) assert.equal(must, ':?', whole);
  assert.deepEqual(new Set(asked.map(([, name]) => name)), new Set(offered.map(([name]) => name)));
});

test('compose: three nodes share a database and NATS, and end up behind Caddy alone', () => {
  assert.equal(NODES.length, 3);
  for (const [name, node] of NODES) {
    const config = readConfig([], node.environment ?? {});
    const hosts = [config.databaseUrl, config.natsUrl].map((url) => /@(\w+):\d+/.exec(url ?? '')?.[1] ?? '');
    assert.deepEqual(hosts, ['postgres', 'nats'], name);
    assert.deepEqual(node.networks, ['front', 'back'], name);
    assert.deepEqual([node.read_only, node.cap_drop, node.restart], [true, ['ALL'], 'unless-stopped'], name);
  }
  const published = Object.entries(COMPOSE.services).filter(([, { ports }]) => ports);
  assert.deepEqual(
    published.map(([name]) => name),
    ['caddy'],
  );
  assert.equal(COMPOSE.networks.back?.internal, true);
  const [, nats = ''] = splitAt(COMPOSE.services.nats?.image ?? '', ':');
  assert.ok(!isOlder(nats, NATS_MIN), nats);
});

test('compose: what a service refers to is there', () => {
  for (const [name, service] of Object.entries(COMPOSE.services)) {
    for (const network of service.networks) assert.ok(network in COMPOSE.networks, `${name}: ${network}`);
    for (const [source] of (service.volumes ?? []).map((volume) => splitAt(volume, ':'))) {
      if (source.startsWith('./')) textOf(`deploy/${source.slice(2)}`);
      else assert.ok(source in COMPOSE.volumes, `${name}: ${source}`);
    }
    const needs = service.depends_on ?? [];
    for (const other of Array.isArray(needs) ? needs : Object.keys(needs))
      assert.ok(other in COMPOSE.services);
    for (const [other, { condition }] of Array.isArray(needs) ? [] : Object.entries(needs)) {
      const isKnown = condition !== 'service_healthy' || COMPOSE.services[other]?.healthcheck !== undefined;
      assert.ok(isKnown, `${name} waits for the health of ${other}, which nobody looks at`);
    }
  }
});

test('Caddy sends people to every node, and to none that is not ready', () => {
  const text = textOf('deploy/Caddyfile');
  const [, upstreams = ''] = /reverse_proxy (.+) \{/.exec(text) ?? [];
  assert.deepEqual(
    upstreams.split(' '),
    NODES.map(([name]) => `${name}:${PORT}`),
  );
  assert.match(text, /^\s*lb_policy least_conn$/m);
  const [, path = ''] = /^\s*health_uri (\S+)$/m.exec(text) ?? [];
  assert.ok(path === '/readyz' && isAsked(path), path);
  assert.equal(text.split('{').length, text.split('}').length);
  for (const [, hidden = ''] of text.matchAll(/@internal path (.+)/g)) {
    for (const one of hidden.split(' ')) assert.ok(isAsked(one), one);
  }
});

test('Kubernetes: a node shares a database, and without one it does not start', () => {
  assert.equal(DEPLOYMENT.replicas, 3);
  assert.deepEqual(DEPLOYMENT.strategy.rollingUpdate, { maxSurge: 1, maxUnavailable: 0 });
  const variables = CONTAINER.env.map(({ name, value, valueFrom }) => [
    name,
    value ?? ADDRESSES[valueFrom?.secretKeyRef.key ?? ''] ?? '',
  ]);
  const config = readConfig(CONTAINER.args.slice(1), Object.fromEntries(variables));
  assert.ok(config.databaseUrl && config.natsUrl);
  assert.deepEqual([config.host, config.data], ['0.0.0.0', '/dev/null']);
  assert.deepEqual(CONTAINER.ports, [{ name: 'http', containerPort: config.port }]);
});

test('Kubernetes: a server is nobody special, is asked what it knows, and has time to say goodbye', () => {
  const [, user] = /^USER (\d+):\d+$/m.exec(textOf('Dockerfile')) ?? [];
  assert.equal(POD.securityContext.runAsUser, Number(user));
  assert.equal(POD.securityContext.runAsNonRoot, true);
  assert.equal(CONTAINER.securityContext.readOnlyRootFilesystem, true);
  assert.equal(CONTAINER.securityContext.allowPrivilegeEscalation, false);
  const probes = [CONTAINER.livenessProbe, CONTAINER.readinessProbe].map(({ httpGet }) => httpGet);
  assert.deepEqual(probes, [
    { path: '/healthz', port: 'http' },
    { path: '/readyz', port: 'http' },
  ]);
  for (const { path } of probes) assert.ok(isAsked(path), path);
  assert.ok(POD.terminationGracePeriodSeconds >= 30);
});

test('Kubernetes: what belongs together finds each other', () => {
  const { labels } = DEPLOYMENT.template.metadata;
  assert.deepEqual(DEPLOYMENT.selector.matchLabels, labels);
  const service = yamlOf<{
    metadata: { name: string };
    spec: { selector: Labels; ports: { name: string; targetPort: string }[] };
  }>('deploy/kubernetes/service.yaml');
  assert.deepEqual(service.spec.selector, labels);
  assert.deepEqual(service.spec.ports[0]?.targetPort, CONTAINER.ports[0]?.name);
  const budget = yamlOf<{ spec: unknown }>('deploy/kubernetes/disruption-budget.yaml').spec;
  assert.deepEqual(budget, { maxUnavailable: 1, selector: { matchLabels: labels } });
  const { resources } = yamlOf<{ resources: string[] }>('deploy/kubernetes/kustomization.yaml');
  const others = ['deployment', 'service', 'disruption-budget', 'ingress'].map((name) => `${name}.yaml`);
  assert.deepEqual(resources, others);
  const ingress = JSON.stringify(yamlOf('deploy/kubernetes/ingress.yaml'));
  assert.ok(ingress.includes(`"service":{"name":"${service.metadata.name}","port":{"name":"http"}}`));
});

test('the unit says only what systemd knows, and shuts the server in', () => {
  const entries = unitEntries(textOf('deploy/teahouse.service'));
  for (const { section, key } of entries) assert.ok(UNIT_KEYS[section]?.includes(key), `${section}: ${key}`);
  const value = (key: string) => entries.find((entry) => entry.key === key)?.value ?? '';
  const [program = '', file = '', command, ...args] = value('ExecStart').split(' ');
  assert.deepEqual([program, command], ['/opt/teahouse/node_modules/.bin/node', 'serve']);
  textOf(file.replace('/opt/teahouse/', ''));
  const config = readConfig(args, variablesOf(value('Environment')));
  assert.equal(config.data, `%S/${value('StateDirectory')}`);
  assert.deepEqual([config.host, config.port, config.databaseUrl], ['127.0.0.1', PORT, null]);
  const shut = ['DynamicUser', 'NoNewPrivileges', 'ProtectHome', 'PrivateTmp', 'PrivateDevices'];
  for (const key of shut) assert.equal(value(key), 'yes', key);
  assert.deepEqual([value('ProtectSystem'), value('Restart')], ['strict', 'on-failure']);
});
