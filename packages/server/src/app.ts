import { openGateway } from './assembly/open-gateway.ts';
import { openHouse } from './assembly/open-house.ts';
import type { Store } from './assembly/open-store.ts';
import type { Config } from './config.ts';
import { PAUSE_SHARE } from './fanout/flush-cycle.ts';
import type { Gateway } from './gateways/gateway.ts';
import { GatewayThreads } from './gateways/gateway-threads.ts';
import { Steps } from './gateways/steps.ts';
import { systemClock } from './runtime/clock.ts';
import type { Logger } from './runtime/logger.ts';
import { Metrics } from './runtime/metrics.ts';
import type { StoreFailure } from './storage/log.ts';

const GATEWAY_THREAD = new URL('./gateway-thread.ts', import.meta.url);

interface Parts {
  readonly config: Config;
  readonly store: Store;
  readonly logger: Logger;
  readonly webFolder: string;
  /** The store is in a state that only a restart can mend. */
  readonly onFatal: (failure: StoreFailure) => void;
  /** The program of a gateway's thread. */
  readonly gatewayEntry?: URL;
}

/** A running server. */
export interface App {
  readonly port: number;
  /** Takes no new sockets, finishes commits, tells clients to come back, and closes the store. */
  stop(): Promise<void>;
}

/** Puts the server together and starts it. With `assembly/` the only place that knows everyone. */
export async function startApp(parts: Parts): Promise<App> {
  const { config } = parts;
  const metrics = new Metrics();
  const house = await openHouse({ ...parts, clock: systemClock, metrics });
  const open = config.gateways === 1 ? openOne : openMany;
  const gateway = open(parts, house, metrics);
  const { port, host } = config;
  try {
    return {
      port: await gateway.listen({ port, host }),
      async stop() {
        gateway.drain();
        await house.stopCommands();
        await gateway.end();
        await house.close();
      },
    };
  } catch (error) {
    await gateway.end();
    throw error;
  }
}

type OpenedHouse = Awaited<ReturnType<typeof openHouse>>;

/** In the thread of the house: nothing crosses to another. */
function openOne({ config, logger, webFolder }: Parts, house: OpenedHouse, metrics: Metrics): Gateway {
  const onTrouble = (error: unknown) => logger.error({ err: error }, 'something failed');
  const measured = { ...house, metrics: () => metrics.text() };
  return openGateway({ config, house: measured, metrics, webFolder, onTrouble });
}

function openMany(parts: Parts, house: OpenedHouse, metrics: Metrics): Gateway {
  const { logger, webFolder, gatewayEntry = GATEWAY_THREAD } = parts;
  const { host, origins, limits, gateways, compression } = parts.config;
  return new GatewayThreads({
    count: gateways,
    entry: gatewayEntry,
    house,
    data: {
      config: { host, origins, limits, gateways, compression },
      epochs: house.archive.epochs,
      isShared: house.isShared,
      webFolder,
    },
    metrics,
    steps: new Steps(systemClock, PAUSE_SHARE),
    clock: systemClock,
    onCrash: (error, gateway) =>
      logger.error({ err: error, gateway }, 'a gateway ended, and is started again'),
    onTrouble: (error, gateway) => logger.error({ err: error, gateway }, 'something failed'),
  });
}
