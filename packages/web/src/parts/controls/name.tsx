import type { VNode } from 'preact';

/** A name that people chose. It keeps its own direction and cannot turn what stands beside it (S21). */
export function Name({ children }: { readonly children: string }): VNode {
  return <bdi class="name">{children}</bdi>;
}
