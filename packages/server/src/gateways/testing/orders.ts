/** The channel on which a test orders gateways to fail. One that hangs says first that it obeyed. */
export const ORDERS = 'teahouse orders to gateways';

export interface Order {
  readonly gateway: number;
  readonly what: 'crash' | 'hang';
}
