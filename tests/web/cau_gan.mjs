/** Ask the browser's measure of near questions: `node cau_gan.mjs ENGINE`, with { published, asked } as JSON on standard input. */

import { readFileSync } from "node:fs";

const { findNear, prepare } = await import(`data:text/javascript;base64,${readFileSync(process.argv[2], "base64")}`);
const { published, asked } = JSON.parse(readFileSync(0, "utf8"));
const prepared = prepare(published);
const answers = asked.map(({ title, text, thuTuc }) => findNear(prepared, title, text, { thuTuc }).map(({ url }) => url));
process.stdout.write(JSON.stringify(answers));
