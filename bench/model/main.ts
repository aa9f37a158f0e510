import { markdownLines, TABLES } from './tables.ts';

/** `node bench/model/main.ts`: the tables of docs/scaling.md, as the model has them now. */
for (const [name, make] of Object.entries(TABLES)) {
  console.log(`<!-- model: ${name} -->\n\n${markdownLines(make()).join('\n')}\n`);
}
