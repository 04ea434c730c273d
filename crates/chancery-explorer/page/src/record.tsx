// What the whole page knows of the record: its vocabulary and its countries.

import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { Country, RecordView } from "./api";

export interface Known { record: RecordView; countries: Country[]; names: Map<string, string> }

export const KnownContext = createContext<Known | null>(null);

export function useKnown(): Known {
  const known = useContext(KnownContext);
  if (!known) throw new Error("asked for the record before it was there");
  return known;
}

export const nameOf = (known: Known, code: string): string => known.names.get(code) ?? code;
