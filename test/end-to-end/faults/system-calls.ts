/** A system call as strace wrote it down. */
export interface SystemCall {
  readonly name: string;
  /** What its first argument is: a file's path, or `socket:[…]`. */
  readonly target: string;
  /** Its arguments, with quotes as they were. */
  readonly text: string;
  readonly succeeded: boolean;
  /** Lines of the trace where it began and where it was over: others may lie between, of other threads. */
  readonly beganAt: number;
  readonly endedAt: number;
}

const LINE = /^(\d+) +(.*)$/s;
const RESUMED = /^<\.\.\. (\w+) resumed>/;
const CALL = /^(\w+)\(\d+<([^>]*)>/;
const UNFINISHED = '<unfinished ...>';

/** Reads the output of `strace -f -y`. Calls that were never over are left out. */
export function readTrace(trace: string): SystemCall[] {
  const calls: SystemCall[] = [];
  const begun = new Map<string, { readonly text: string; readonly beganAt: number }>();
  for (const [index, line] of trace.split('\n').entries()) {
    const [, thread = '', said = ''] = LINE.exec(line) ?? [];
    if (said.endsWith(UNFINISHED)) {
      begun.set(thread, { text: said.slice(0, -UNFINISHED.length), beganAt: index });
      continue;
    }
    const start = RESUMED.test(said) ? begun.get(thread) : undefined;
    const call = callOf(`${start?.text ?? ''}${said.replace(RESUMED, '')}`);
    if (call) calls.push({ ...call, beganAt: start?.beganAt ?? index, endedAt: index });
  }
  return calls;
}

function callOf(text: string): Pick<SystemCall, 'name' | 'target' | 'text' | 'succeeded'> | null {
  const [, name, target] = CALL.exec(text) ?? [];
  if (name === undefined || target === undefined) return null;
  const result = text.slice(text.lastIndexOf(' = ') + 3);
  return { name, target, text: text.replaceAll('\\"', '"'), succeeded: /^\d/.test(result) };
}
