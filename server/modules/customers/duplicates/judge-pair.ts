// Whether two records may be one, why, and how sure we are. Pure: the scan brings the facts.
import type { DuplicateReason } from '#contract/duplicates';
import { innFault } from '#contract/requisites';
import { hasEveryWord, isWithin, nameCloseness } from './name-closeness.ts';

export type PairFacts = {
  innA: string | null; innB: string | null; kppA: string | null; kppB: string | null;
  /** Keys of the names: no legal form, no case, no doubled letters. */
  nameA: string; nameB: string;
  sharesPhone: boolean;
  sharesEmail: boolean;
  /** Of people. */
  sharesCompany: boolean;
};

export type Verdict = { reasons: DuplicateReason[]; confidence: number };

/** Names nearer than this are one name with a slip of the finger. */
const NEAR = 0.84;
/** Two people or companies with a common number must at least resemble each other. */
const ALIKE = 0.6;

const known = (inn: string | null) => (inn !== null && innFault(inn) === null ? inn : null);

function sharedReaches({ sharesPhone, sharesEmail }: PairFacts): DuplicateReason[] {
  return [...(sharesPhone ? ['phone' as const] : []), ...(sharesEmail ? ['email' as const] : [])];
}

/** A head and its branch, or two of its branches: one ИНН however it is written, other КПП. */
const areBranches = ({ innA, innB, kppA, kppB }: PairFacts): boolean =>
  innA !== null && innA === innB && kppA !== null && kppB !== null && kppA !== kppB;

function byName(facts: PairFacts, reaches: DuplicateReason[]): Verdict | null {
  const closeness = nameCloseness(facts.nameA, facts.nameB);
  const reasons: DuplicateReason[] = [...reaches, 'name'];
  if (closeness >= NEAR && reaches.length > 0) {
    return { reasons, confidence: closeness === 1 ? 90 : 80 };
  }
  if (closeness >= NEAR) return { reasons, confidence: Math.round(closeness * 75) };
  return reaches.length > 0 && closeness >= ALIKE ? { reasons, confidence: 50 } : null;
}

/** Companies of different ИНН are different companies, whatever else they share. */
export function judgeCompanies(facts: PairFacts): Verdict | null {
  if (areBranches(facts)) return null;
  const [innA, innB] = [known(facts.innA), known(facts.innB)];
  const reaches = sharedReaches(facts);
  if (innA === null || innB === null) return byName(facts, reaches);
  if (innA !== innB) return null;
  const isNear = nameCloseness(facts.nameA, facts.nameB) >= NEAR;
  // A card without КПП may stand for a branch that only its name tells.
  const confidence = facts.kppA === facts.kppB ? 100 : isNear ? 90 : 70;
  return { reasons: ['inn', ...reaches, ...(isNear ? ['name' as const] : [])], confidence };
}

/**
 * Several people on one number, and namesakes, are normal: only a like name together with a common
 * number, address or company is worth a question.
 */
export function judgeContacts(facts: PairFacts): Verdict | null {
  const reaches = sharedReaches(facts);
  const { nameA, nameB } = facts;
  const alike = Math.max(nameCloseness(nameA, nameB), isWithin(nameA, nameB) ? 0.9 : 0);
  if (alike < NEAR || !hasEveryWord(nameA, nameB)) return null;
  if (reaches.length > 0) {
    return { reasons: [...reaches, 'name'], confidence: Math.round(55 + alike * 40) };
  }
  return facts.sharesCompany
    ? { reasons: ['name'], confidence: Math.round(alike * 75) } : null;
}
