// The command itself, on texts of ours: what a person would start.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { test as base } from "@playwright/test";

const root = resolve(import.meta.dirname, "../../../..");
export const chancery = process.env.CHANCERY ?? join(root, "target/release/chancery");

/** A text that tries to run a script, in every way that a careless page would let it. */
const HOSTILE = [
  "# Notes <script>window.taken = 'title'</script>",
  "",
  "Peru sold Ecuador <img src=x onerror=\"window.taken='image'\"> two ferries in May 1995.[<b>4</b>]",
  "<script>window.taken = 'script'</script> Peru condemned \"><svg onload=window.taken='svg'> Chile on 3 March 1981.",
  "[a link](javascript:window.taken='link') Ecuador thanked Peru in 1998.",
  "",
].join("\n");

export interface Site { address: string; record: string; texts: string; code: () => void }

export const test = base.extend<object, { site: Site }>({
  site: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "chancery-"));
      const texts = join(folder, "examples");
      cpSync(join(root, "examples"), texts, { recursive: true });
      rmSync(join(texts, "README.md"));
      writeFileSync(join(texts, "hostile.md"), HOSTILE);
      const record = join(folder, "record.db");
      const code = (): void => {
        // by a relative path, which is what the page shows as the document's name
        execFileSync(chancery, ["code", "examples", "--again", "-o", record], { cwd: folder, stdio: "ignore" });
      };
      code();
      const server = spawn(chancery, ["serve", record, "--review", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
      await use({ address: await addressOf(server), record, texts, code });
      server.kill("SIGINT");
      rmSync(folder, { recursive: true });
    },
    { scope: "worker", timeout: 240_000 },
  ],
});

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let text = "";
    server.stdout?.on("data", (data: Buffer) => {
      text += data.toString();
      const address = /http:\/\/\S+/.exec(text)?.[0];
      if (address) found(address);
    });
    server.once("exit", (status) => failed(new Error(`chancery serve ended with ${status}`)));
  });
}

export { expect } from "@playwright/test";
