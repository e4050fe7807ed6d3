/** Numbers and keys that come in disguise, through the whole tool: nothing that leaves the machine shows them. */

import { describe, expect, it } from "vitest";
import { KEY } from "../support/cli.ts";
import { keysIn } from "../support/leaks.ts";
import { listOf, workshopWith } from "../support/workshop.ts";

const CI = { CI: "true" };

/** Of a number, whose digits are all different from their neighbours, no four that stand together. */
const NUMBER = "5531987654321";

function partsIn(text: string): string[] {
  const compact = text
    .normalize("NFKC")
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x06_60))
    .replace(/&nbsp;|%20/g, "")
    .replace(/[^\p{L}\p{N}*\n]/gu, "");
  const parts = Array.from({ length: 7 }, (_, index) => NUMBER.slice(4 + index, 7 + index));
  return parts.filter((part) => compact.includes(part));
}

const DISGUISED = [
  "+55 31 ٩٨٧٦٥-٤٣٢١ x",
  "＋５５（３１）９８７６５／４３２１",
  "55&nbsp;31&nbsp;98765&nbsp;4321",
  "55,31,98765,4321",
  "55/31/98765/4321",
  "55 3l 98765-432I",
  "O55 31 98765 4321 OO",
  "%2B55%2031%2098765%204321",
  "=2B55=2031=2098765=204321",
  "55 (31) tel 98765 ramal 4321",
  "+55 31 98765-43210000",
];

describe("what is wrong with a number is shown without its digits where CI is set", () => {
  it("in list files and tables, in text and in JSON", async () => {
    const shop = await workshopWith({
      "lists/vip.yaml": `name: vip\nmembers:\n${DISGUISED.map((one) => `  - "${one}"\n`).join("")}`,
      "lists/notes.yaml": `name: notes\nmembers:\n${DISGUISED.map((one) => `  - {phone: "12", note: "Ana ${one}"}\n`).join("")}`,
      "lists/more.yaml": "name: more\nmembersFrom:\n  file: more.csv\n",
      "lists/more.csv": `nome;telefone\n${DISGUISED.map((one) => `Ana;"${one}"\n`).join("")}`,
    });
    for (const command of ["validate", "plan --format json"]) {
      const { stdout, stderr, code } = await shop.run(command, CI);
      expect([code, stdout + stderr, partsIn(stdout + stderr)]).toEqual([3, stdout + stderr, []]);
    }
  });

  it("in the names of lists and files", async () => {
    const shop = await workshopWith({
      "lists/31,98765,4321.yaml": listOf("vip-987.654.321", ["12"]),
      "lists/3198765_43.yaml": listOf("3198765", ["12"]),
    });
    for (const command of ["validate", "plan --format json"]) {
      const { stdout, stderr, code } = await shop.run(command, CI);
      expect([code, stdout + stderr, partsIn(stdout + stderr)]).toEqual([3, stdout + stderr, []]);
    }
  });
});

describe("the key", () => {
  it("is hidden where a list, a file or a flag holds it, in whatever form", async () => {
    const decoded = Buffer.from(KEY, "base64").toString("utf8");
    const access = decoded.slice(decoded.indexOf(":") + 1);
    const forms = [KEY, KEY.replace(/=+$/, ""), encodeURIComponent(KEY), decoded, access];
    const files = forms.flatMap((form, index) => [
      [`lists/${index}/${form.replaceAll("/", "_")}.yaml`, listOf("vip", ["Ana"])],
      [
        `lists/${index}/bad.yaml`,
        `name: "${form}"\nmembers:\n  - "${form}"\n  - ${"x".repeat(90)}${form}\n  - "${"é".repeat(40)}${form}"\n`,
      ],
      [`lists/${index}/worse.yaml`, `"${form}": ["${"x".repeat(110)}${form}", ${form}\n`],
    ]);
    const shop = await workshopWith(Object.fromEntries(files));
    const commands = ["validate", "plan --format json", ...forms.map((form) => `plan ${form}`)];
    for (const command of commands) {
      const { stdout, stderr, code } = await shop.run(command, { BLIP_KEY: KEY });
      expect([command, code, keysIn(stdout + stderr)]).toEqual([command, 3, []]);
      for (const secret of [KEY, decoded, access])
        expect(stdout + stderr).not.toContain(secret.slice(0, decoded.length - access.length + 6));
    }
  });
});
