import { LISTED_STATES } from '#contract/commands';
import type { ListedCommand } from '#contract/commands';

export type CommandState = ListedCommand['state'] | 'open' | 'all';
export type CommandsSearch = { state?: CommandState; type?: string; base?: number; item?: string };
export type Go = (next: CommandsSearch) => void;

const STATES: readonly string[] = ['open', 'all', ...LISTED_STATES];

/** What is shown and which command is open stand in the address. */
export function readCommandsSearch(search: Record<string, unknown>): CommandsSearch {
  const base = Number(search.base);
  return {
    ...(STATES.includes(String(search.state)) ? { state: search.state as CommandState } : {}),
    ...(typeof search.type === 'string' ? { type: search.type } : {}),
    ...(Number.isSafeInteger(base) && base > 0 ? { base } : {}),
    ...(typeof search.item === 'string' ? { item: search.item } : {}),
  };
}
