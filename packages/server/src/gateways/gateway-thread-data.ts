import type { Epoch } from '@teahouse/protocol/ids';
import type { Config } from '../config.ts';

/** What a gateway needs to know of how the server was started. */
export type GatewayConfig = Pick<Config, 'host' | 'origins' | 'limits' | 'gateways' | 'compression'>;

/** What a gateway's thread is given when it starts. */
export interface GatewayThreadData {
  readonly number: number;
  readonly config: GatewayConfig;
  readonly epochs: readonly Epoch[];
  readonly isShared: boolean;
  readonly webFolder: string;
}
