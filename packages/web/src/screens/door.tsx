import type { VNode } from 'preact';
import { Logo } from '../parts/controls/logo.tsx';
import { Banner } from '../parts/shell/banner.tsx';
import { ChatContext, useChat, usePage } from '../state/context.ts';
import { House } from './house.tsx';
import { Welcome } from './welcome.tsx';

/** The first decision: who is at the door. */
export function Door(): VNode {
  const visitor = usePage().entrance.visitor.value;
  switch (visitor.state) {
    case 'arriving':
      return <Waiting />;
    case 'stranger':
      return <Welcome />;
    case 'inside':
      return (
        <ChatContext.Provider value={visitor.chat}>
          <Inside />
        </ChatContext.Provider>
      );
  }
}

/** Until the server has said who this is there is nothing to show but the state of the connection. */
function Inside(): VNode {
  const { me } = useChat();
  if (me) return <House me={me} />;
  return (
    <>
      <Banner />
      <Waiting />
    </>
  );
}

/** The same stands in index.html, so that something is painted before the script has come. */
function Waiting(): VNode {
  return (
    <main class="waiting">
      <Logo />
    </main>
  );
}
