/** Run the browser's engine over the cases: `node tinh.mjs ENGINE CASES` writes one answer a case. */

import { readFileSync } from "node:fs";

const [engine, casesFile] = process.argv.slice(2);
const { UnknownYear, ngayTra } = await import(`data:text/javascript;base64,${readFileSync(engine, "base64")}`);

const { lich, cases } = JSON.parse(readFileSync(casesFile, "utf8"));
const answers = cases.map(({ nop, ...limit }) => {
  try {
    return ngayTra(nop, limit, lich);
  } catch (error) {
    if (error instanceof UnknownYear) return { nam_chua_biet: error.nam };
    throw error;
  }
});
process.stdout.write(JSON.stringify(answers));
