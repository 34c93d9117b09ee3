// Which stage a deal may go to. Both sides read it: the screen offers no target that the server
// would refuse, and the server trusts nobody.

export type Semantics = 'open' | 'won' | 'lost';
export type StagePlace = { id: number; pipelineId: number; semantics: Semantics };

/** What a move from one kind of stage to another is; absent means it cannot be done. */
const can = {
  open: { open: 'move', won: 'close', lost: 'close' },
  // Out of the end only back into work: the next end is then a decision of its own.
  won: { open: 'reopen', won: null, lost: null },
  lost: { open: 'reopen', won: null, lost: null },
} as const satisfies Record<Semantics, Record<Semantics, 'move' | 'close' | 'reopen' | null>>;

export type StageMove = { allowed: true; act: 'move' | 'close' | 'reopen'; needsReason: boolean }
  | { allowed: false; reason: string };

/** Whether a person may move a deal so; any open stage may follow any other of its pipeline. */
export function stageMove(from: StagePlace, to: StagePlace): StageMove {
  if (from.pipelineId !== to.pipelineId) {
    return { allowed: false, reason: 'Стадия принадлежит другой воронке.' };
  }
  const act = can[from.semantics][to.semantics];
  if (act === null) {
    return { allowed: false, reason: 'Закрытую сделку сначала верните в работу.' };
  }
  return { allowed: true, act, needsReason: to.semantics === 'lost' };
}
