import type { ConnectionState } from '@teahouse/client/chat';
import { CLOSE } from '@teahouse/protocol/close-codes';
import type { VNode } from 'preact';
import { useChat, usePage, useTexts } from '../state/context.ts';
import type { Texts } from '../text/texts.ts';

/** How things stand with the server. Nothing is said while all is well. */
export function Banner(): VNode {
  const { connection } = useChat();
  return (
    <div class="banner-place" role="status" data-testid="connection" data-state={connection.state}>
      {connection.state !== 'live' && (
        <div class={`banner ${connection.state}`}>
          <Said connection={connection} />
        </div>
      )}
    </div>
  );
}

function Said({ connection }: { readonly connection: ConnectionState }): VNode | null {
  const texts = useTexts();
  switch (connection.state) {
    case 'live':
      return null;
    case 'connecting':
      return <p>{connection.attempt > 1 ? texts.reconnecting(connection.attempt) : texts.connecting}</p>;
    case 'behind':
      return <p>{texts.behind(connection.events)}</p>;
    case 'offline':
      return <Offline retryAtMs={connection.retryAtMs} />;
    case 'refused':
      return <Refused code={connection.code} />;
  }
}

function Offline({ retryAtMs }: { readonly retryAtMs: number }): VNode {
  const chat = useChat();
  const texts = useTexts();
  const now = usePage().nowMs.value;
  const seconds = Math.max(1, Math.ceil((retryAtMs - now) / 1000));
  const isRetrying = Number.isFinite(seconds);
  return (
    <>
      <p>
        <span>{texts.offline}</span>
        <Unsent />
        {/* Read out once, and not each second. */}
        <span class="countdown" aria-hidden="true">
          {isRetrying && texts.retryIn(seconds)}
        </span>
      </p>
      <button type="button" data-testid="retry-now" onClick={() => chat.commands.reconnectNow()}>
        {texts.retryNow}
      </button>
    </>
  );
}

function Unsent(): VNode | null {
  const unsent = useChat().outbox.filter((entry) => entry.state === 'pending').length;
  const texts = useTexts();
  return unsent === 0 ? null : <span data-testid="unsent">{texts.unsent(unsent)}</span>;
}

function Refused({ code }: { readonly code: RefusalCode }): VNode {
  const { entrance } = usePage();
  const chat = useChat();
  const texts = useTexts();
  return (
    <>
      <p>
        <span>{texts.refused}</span>
        <span>{reasonOf(code, texts)}</span>
        <Unsent />
      </p>
      {isUnknownHere(code) ? (
        <button type="button" data-testid="start-anew" onClick={() => void entrance.forget()}>
          {texts.startAnew}
        </button>
      ) : (
        <button type="button" data-testid="retry-now" onClick={() => chat.commands.reconnectNow()}>
          {texts.retryNow}
        </button>
      )}
    </>
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
