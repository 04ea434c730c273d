import { useEffect, useState } from "preact/hooks";

/** Changes whenever the colours do: by the button, or by the system. */
export function useTheme(): number {
  const [turn, set] = useState(0);
  useEffect(() => {
    const changed = (): void => set((n) => n + 1);
    const system = matchMedia("(prefers-color-scheme: dark)");
    addEventListener("theme", changed);
    system.addEventListener("change", changed);
    return () => {
      removeEventListener("theme", changed);
      system.removeEventListener("change", changed);
    };
  }, []);
  return turn;
}
