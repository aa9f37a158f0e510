import type { Account, Verdict } from './account.ts';

/** What a run came to. */
export interface Outcome {
  readonly account: Account;
  readonly kills: number;
  readonly clients: number;
  readonly durationMs: number;
}

const NAMES: Readonly<Record<keyof Verdict, string>> = {
  lost: 'lost',
  doubled: 'doubled',
  reordered: 'reordered',
  seenButLost: 'seen but lost',
  missed: 'missed',
};

export function describe({ account, kills, clients, durationMs }: Outcome): string {
  const figures = {
    kills,
    clients,
    seconds: Math.round(durationMs / 1000),
    sent: account.sentCount,
    acknowledged: account.acknowledgedCount,
    'refused for now': account.refusedCount,
    shown: account.deliveries,
  };
  const found = Object.entries(NAMES).map(([kind, name]): [string, number] => [
    name,
    account.verdict[kind as keyof Verdict],
  ]);
  const rows = [...Object.entries(figures), ...found].map(
    ([name, count]) => `${name.padEnd(16)}${count.toLocaleString('en').padStart(12)}`,
  );
  return [...rows, ...account.details].join('\n');
}
