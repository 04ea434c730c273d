// Words for people.

import type { Told } from "./api";

export const QUADS = ["other", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"] as const;

export const count = (n: number): string => n.toLocaleString("en");
export const plural = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

export const DAY = 86_400_000;
export const dayOf = (iso: string): number => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
export const isoOf = (day: number): string => {
  const text = new Date(Math.round(day) * DAY).toISOString();
  return text.startsWith("-") || text.startsWith("+") ? "0001-01-01" : text.slice(0, 10);
};

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** A date with the precision of the text, for people: "7 April 1992", "May 1995", "1963 to 1967". */
export function dateWords(date: string | null): string {
  if (!date) return "undated";
  return date
    .split("/")
    .map((one) => {
      const [year, month, day] = one.split("-");
      const name = month ? MONTHS[Number(month) - 1] : undefined;
      return [day ? String(Number(day)) : "", name ?? "", String(Number(year))].filter(Boolean).join(" ");
    })
    .join(" to ");
}

/** A sum with its digits in groups: "120,000,000 USD". */
export const amountWords = (amount: string): string =>
  amount.replace(/^\d{5,}/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ","));

export const typeWords = (told: { type: string; mode: string | null }): string =>
  told.mode ? `${told.type.toLowerCase()} · ${told.mode.replaceAll("_", " ")}` : told.type.toLowerCase();

export const mutual = (told: Pick<Told, "source" | "target">): boolean =>
  told.source.length > 1 && told.source.join() === told.target.join();

/** "AZE → ISR", "AZE ↔ ISR". */
export function whoCodes(told: Pick<Told, "source" | "target">): string {
  if (mutual(told)) return told.source.join(" ↔ ");
  const side = (codes: string[]): string => codes.join(" + ") || "?";
  return told.target.length > 0 ? `${side(told.source)} → ${side(told.target)}` : side(told.source);
}

/** A sentence in three parts around its trigger. Offsets count characters, not UTF-16 units. */
export function aroundTrigger(told: Told): [string, string, string] {
  const letters = Array.from(told.sentence);
  const trigger = told.evidence.find((span) => span.role === "trigger");
  if (!trigger) return [told.sentence, "", ""];
  const from = Math.max(0, trigger.start - told.sentence_start);
  const to = Math.max(from, trigger.end - told.sentence_start);
  return [letters.slice(0, from).join(""), letters.slice(from, to).join(""), letters.slice(to).join("")];
}
