import type { Fault } from '../fault.ts';

const MINUTE_MS = 60_000;
/** Longer than many a commit takes, so that some fall into it. */
const READING_MS_MAX = 400;

/** What can only be brought about inside a node, or by those who talk to it. */
export const FROM_WITHIN: readonly Fault[] = [
  {
    name: 'clocks are minutes apart, and jump',
    bears: '[R14]',
    lastsMs: { short: 2_500, full: 60_000 },
    allowed: { stillMs: 3_000, lateMs: 3_000, refusals: false, sendsAway: 'none' },
    async harm({ nodes: [first, second, third] }, lasts) {
      first.tell({ clockOffByMs: 7 * MINUTE_MS });
      second.tell({ clockOffByMs: -11 * MINUTE_MS });
      await lasts.doing(500, (count) => {
        third.tell({ clockOffByMs: (count % 2 === 0 ? 60 : -60) * MINUTE_MS });
      });
      for (const node of [first, second, third]) node.tell({ clockOffByMs: 0 });
    },
  },
  {
    name: 'nodes die after a commit, before anybody hears of it',
    bears: '[R1] [R2]',
    lastsMs: { short: 2_500, full: 30_000 },
    allowed: { stillMs: 5_000, lateMs: 3_000, refusals: true, sendsAway: 'none' },
    async harm({ nodes }, lasts) {
      await lasts.doing(200, async (count) => {
        const node = nodes[count % nodes.length];
        node?.tell({ dies: 'after the next commit' });
        await node?.ended();
        await node?.startAgain();
      });
    },
  },
  {
    name: 'people subscribe while history is read, slowly',
    bears: '[R7]',
    lastsMs: { short: 3_000, full: 30_000 },
    // Whoever comes back reads page after page, each of them slowly.
    allowed: { stillMs: 3_000, lateMs: 10_000, refusals: false, sendsAway: 'none' },
    async harm({ nodes }, lasts) {
      for (const node of nodes) node.tell({ readingMsMax: READING_MS_MAX });
      await lasts();
      for (const node of nodes) node.tell({ readingMsMax: 0 });
    },
  },
  {
    name: 'answers are lost, and asked for at another node',
    bears: '[R2] [R5]',
    lastsMs: { short: 2_500, full: 30_000 },
    allowed: { stillMs: 3_000, lateMs: 3_000, refusals: false, sendsAway: 'none' },
    crowd: 'forgetful',
    harm: (_, lasts) => lasts(),
  },
];
