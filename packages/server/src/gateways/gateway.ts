/** Where to accept connections. Several gateways may share a port with `reusePort`. */
export interface Address {
  readonly port: number;
  readonly host: string;
  readonly reusePort?: boolean;
}

/** Sockets, with the sessions and feeds behind them: the part of a server of which there may be many. */
export interface Gateway {
  /** Accepts connections, and resolves with the port. */
  listen(address: Address): Promise<number>;
  /** Takes no new connections. */
  drain(): void;
  /** Says goodbye to everyone; resolves when all are gone. */
  end(): Promise<void>;
}
