import type { ConnectionState } from '@teahouse/client/chat';
import { CLOSE } from '@teahouse/protocol/close-codes';
import type { ComponentChildren, VNode } from 'preact';
import { useChat, usePage, useTexts } from '../../state/context.ts';
import type { Texts } from '../../text/texts.ts';
import { NewVersion } from './new-version.tsx';
import { Unsent } from './unsent.tsx';

/** How things stand with the server, over the rest so that nothing moves. Nothing is said while all is well. */
export function Banner(): VNode {
  const { connection } = useChat();
  return (
    <div class="banner-place" role="status" data-testid="connection" data-state={connection.state}>
      <Said connection={connection} />
      <NewVersion />
    </div>
  );
}

function Said({ connection }: { readonly connection: ConnectionState }): VNode | null {
  const texts = useTexts();
  const { outbox } = useChat();
  const { isOnline } = usePage();
  const { state } = connection;
  if (!isOnline.value && (state === 'offline' || state === 'connecting')) {
    return <Pill state="offline">{texts.deviceOffline}</Pill>;
  }
  switch (state) {
    case 'live':
      return outbox.some((entry) => entry.state === 'failed') ? <Pill state={state} /> : null;
    case 'connecting':
      return connection.attempt > 1 ? (
        <Pill state="again">{texts.reconnecting(connection.attempt)}</Pill>
      ) : (
        <Pill state={state}>{texts.connecting}</Pill>
      );
    case 'behind':
      return <Pill state={state}>{texts.behind(connection.events)}</Pill>;
    case 'offline':
      return <Offline retryAtMs={connection.retryAtMs} />;
    case 'refused':
      return <Refused code={connection.code} />;
  }
}

interface PillProps {
  readonly state: ConnectionState['state'] | 'again';
  readonly children?: ComponentChildren;
  readonly action?: VNode;
}

/** One line of words with what waits, and what can be done about it. */
function Pill({ state, children, action }: PillProps): VNode {
  return (
    <div class={`banner ${state}`}>
      {children !== undefined && <p>{children}</p>}
      {state !== 'connecting' && state !== 'behind' && <Unsent />}
      {action}
    </div>
  );
}

function Offline({ retryAtMs }: { readonly retryAtMs: number }): VNode {
  const texts = useTexts();
  const { nowMs } = usePage();
  const seconds = Math.max(1, Math.ceil((retryAtMs - nowMs.value) / 1000));
  return (
    <Pill state="offline" action={<RetryNow />}>
      <span>{texts.offline}</span>
      {/* Read out once, and not each second. */}
      <span class="countdown" aria-hidden="true">
        {Number.isFinite(seconds) && texts.retryIn(seconds)}
      </span>
    </Pill>
  );
}

function Refused({ code }: { readonly code: RefusalCode }): VNode {
  const { entrance } = usePage();
  const texts = useTexts();
  const startAnew = (
    <button type="button" data-testid="start-anew" onClick={() => void entrance.forget()}>
      {texts.startAnew}
    </button>
  );
  return (
    <Pill state="refused" action={isUnknownHere(code) ? startAnew : <RetryNow />}>
      <span>{texts.refused}</span>
      <span>{reasonOf(code, texts)}</span>
    </Pill>
  );
}

function RetryNow(): VNode {
  const chat = useChat();
  return (
    <button type="button" data-testid="retry-now" onClick={() => chat.commands.reconnectNow()}>
      {useTexts().retryNow}
    </button>
  );
}

type RefusalCode = Extract<ConnectionState, { state: 'refused' }>['code'];

/** Coming again as the same person would be refused again. */
function isUnknownHere(code: RefusalCode): boolean {
  return code === 'bad_token' || code === 'bad_name' || code === CLOSE.badToken.code;
}

function reasonOf(code: RefusalCode, texts: Texts): string {
  return typeof code === 'number' ? texts.closedWith(code) : texts.errors[code];
}
