/** A line of a Dockerfile, continued lines joined. */
export interface Instruction {
  /** In capitals: `COPY`. */
  readonly name: string;
  readonly rest: string;
}

/** A `FROM` and all up to the next one. */
export interface Stage {
  readonly image: string;
  /** What others call it by; empty if they cannot. */
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

export interface Copy {
  /** The stage it is copied from; undefined for the project itself. */
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly target: string;
}

export function stagesOf(dockerfile: string): readonly Stage[] {
  const stages: { image: string; name: string; instructions: Instruction[] }[] = [];
  for (const instruction of instructionsOf(dockerfile)) {
    if (instruction.name === 'FROM') {
      const [image = '', , name = ''] = instruction.rest.split(/\s+/);
      stages.push({ image, name, instructions: [] });
    } else {
      stages.at(-1)?.instructions.push(instruction);
    }
  }
  return stages;
}

/** What the last of them with this name says, which is the one that counts. */
export function last(stage: Stage | undefined, name: string): string | undefined {
  return stage?.instructions.findLast((instruction) => instruction.name === name)?.rest;
}

export function copiesOf({ instructions }: Stage): readonly Copy[] {
  return instructions
    .filter(({ name }) => name === 'COPY')
    .map(({ rest }) => {
      const words = rest.split(/\s+/);
      const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
      const paths = words.filter((word) => !word.startsWith('--'));
      return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
    });
}

/** `NAME=value NAME=value`, without quotes. */
export function variablesOf(rest: string): Readonly<Record<string, string>> {
  return Object.fromEntries(rest.split(/\s+/).map((word) => splitAt(word, '=')));
}

/** What is before the first such sign, and after it. */
export function splitAt(text: string, sign: string): [string, string] {
  const place = text.indexOf(sign);
  return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + sign.length)];
}

function instructionsOf(dockerfile: string): readonly Instruction[] {
  const lines = dockerfile.split('\n').filter((line) => !line.startsWith('#'));
  const whole = lines.join('\n').replaceAll(/\\\n\s*/g, '');
  return whole
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name, rest] = splitAt(line, ' ');
      return { name, rest: rest.trim() };
    });
}
