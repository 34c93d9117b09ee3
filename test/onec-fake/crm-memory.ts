// What a fake 1C remembers of CRM's commands: which it has done and how, and the deals that stand
// in its list «Сделки без заказа».

/** The answer to one command. */
export type AckResult = { id: string; status: 'done' | 'refused'; code?: string; text?: string };

/** A deal of CRM that has no order yet. */
export type WaitingDeal = {
  dealId: number; commandId: string; uid: string; title: string; companyUid: string | null;
};

export type CrmMemory = { done: Map<string, AckResult>; deals: Map<number, WaitingDeal> };
