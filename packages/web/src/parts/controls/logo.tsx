import type { VNode } from 'preact';

export function Logo(): VNode {
  return <img class="logo" src="/icon.svg" alt="" width="64" height="64" />;
}
