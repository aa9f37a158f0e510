import type { Form } from './fault.ts';

export interface Scale {
  readonly form: Form;
  readonly clients: number;
  /** So many times slower than in the torture does each of them talk, drop and come back. */
  readonly slower: number;
  /** How long everyone talks before the fault, and again after it. */
  readonly aroundMs: number;
  /** How long whatever is waited for may take on a machine that is busy. */
  readonly patienceMs: number;
}

export const SCALES: Readonly<Record<Form, Scale>> = {
  short: { form: 'short', clients: 18, slower: 2, aroundMs: 300, patienceMs: 30_000 },
  full: { form: 'full', clients: 200, slower: 12, aroundMs: 5_000, patienceMs: 120_000 },
};
