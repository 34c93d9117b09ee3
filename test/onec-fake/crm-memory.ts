// What a fake 1C remembers of CRM's commands: which it has done and how, and the deals that stand
// in its list «Сделки без заказа».

/** The answer to one command. */
export type AckResult = { id: string; status: 'done' | 'refused'; code?: string; text?: string };

/** A deal of CRM that has no order yet. */
export type WaitingDeal = {
  dealId: number; commandId: string; uid: string; title: string; companyUid: string | null;
  organization?: string | null;
  /** As CRM has offered them; absent in memories of earlier runs. */
  lines?: DealLine[];
};

export type DealLine = {
  article: string | null; name: string; productUid: string | null; unit: string | null;
  quantity: string; price: string; discountPercent: string; sum: string; vatSum: string;
  vatRate: string | null; vatIncluded: boolean;
};

export type CrmMemory = { done: Map<string, AckResult>; deals: Map<number, WaitingDeal> };
