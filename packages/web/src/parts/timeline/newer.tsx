import type { VNode } from 'preact';
import { useTexts } from '../../state/context.ts';

/** What stands below the last line while there are newer ones. Always as high, so that it moves nothing. */
export function Newer({ isLoading }: { readonly isLoading: boolean }): VNode {
  const texts = useTexts();
  return (
    <p class="newer note" data-testid="newer">
      {isLoading && texts.loadingNewer}
    </p>
  );
}
