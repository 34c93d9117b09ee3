import type { DuplicateReason } from '#contract/duplicates';

const ENTITIES = ['company', 'contact'] as const;
const REASONS = ['inn', 'phone', 'email', 'name'] as const;
const LEVELS = ['likely', 'sure'] as const;

export type DuplicatesSearch = {
  of?: (typeof ENTITIES)[number]; reason?: DuplicateReason; level?: (typeof LEVELS)[number];
  mine?: '1'; dismissed?: '1';
};

/** The list's state, as the address holds it. */
export function readDuplicatesSearch(search: Record<string, unknown>): DuplicatesSearch {
  const of = ENTITIES.find((each) => each === search.of);
  const reason = REASONS.find((each) => each === search.reason);
  const level = LEVELS.find((each) => each === search.level);
  return {
    ...(of ? { of } : {}), ...(reason ? { reason } : {}), ...(level ? { level } : {}),
    ...(search.mine === '1' ? { mine: '1' as const } : {}),
    ...(search.dismissed === '1' ? { dismissed: '1' as const } : {}),
  };
}
