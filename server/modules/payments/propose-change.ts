// «Предложить изменение»: lines and dates of an order are 1C's, so a person's wish is a command
// that 1C may refuse. Nothing changes here until its snapshot comes.
import { receiverIds, writeCommand } from '#modules/commands';
import { requireDeal } from '#modules/deals';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';

type LineWish = {
  position: number; quantity?: string | undefined; price?: string | undefined;
  shipOn?: string | undefined; cancelled?: boolean | undefined;
};
export type ProposeChange = {
  id: number; uid: string; lines: LineWish[]; comment?: string | undefined;
};

type Line = {
  position: number; lineUid: string | null; article: string | null; name: string | null;
  quantity: string; price: string | null; shipOn: string | null; cancelled: boolean;
};
type Order = { baseId: number; uid: string; number: string };

/** Event command.asked on the deal. A later wish replaces one that 1C has not fetched. */
export async function proposeChange(ctx: Context, input: ProposeChange): Promise<void> {
  if (!maySee(ctx.actor, 'deal.lines')) throw refuse('right.missing');
  await inTransaction(ctx.db, async (tx) => {
    const deal = await requireDeal(ctx, tx, input.id, 'edit');
    const order = await one<Order>(tx, `
      select base_id as "baseId", uid, number from payments.sales_order
      where deal_id = $1 and uid = $2 and not gone and not deleted for update`,
    [deal.id, input.uid]);
    if (!order) throw refuse('record.missing', 'В этой сделке такого заказа нет.');
    if (!(await receiverIds(tx)).includes(order.baseId)) {
      throw refuse('field.readOnly', 'Эта база 1С не принимает команды: измените заказ в ней.');
    }
    const lines = wishedLines(await readLines(tx, order), input.lines);
    const comment = input.comment?.trim() || null;
    if (lines.length === 0 && comment === null) {
      throw refuseField('lines', 'Ничего не изменено: поправьте строку или напишите пожелание.');
    }
    await writeCommand(tx, ctx, {
      baseId: order.baseId, type: 'order.change', objectKey: `order:${order.uid}`, uid: order.uid,
      entity: 'deal', entityId: deal.id, dealId: deal.id,
      asked: { number: order.number, lines, comment },
      told: {
        order: { old: null, new: order.number },
        ...(comment === null ? {} : { comment: { old: null, new: comment } }),
      },
    });
  });
}

async function readLines(tx: Tx, { baseId, uid }: Order): Promise<Map<number, Line>> {
  const { rows } = await tx.query<Line>(`
    select position, line_uid as "lineUid", article, name, quantity::text as quantity,
      price::text as price, ship_on as "shipOn", cancelled
    from payments.order_line where base_id = $1 and order_uid = $2`, [baseId, uid]);
  return new Map(rows.map((line) => [line.position, line]));
}

/** Numbers are compared as numbers: «2» is «2.000». */
function changed(line: Line, wish: Omit<LineWish, 'position'>): object {
  const differs = (field: keyof typeof wish) => {
    const [now, next] = [line[field], wish[field]];
    if (next === undefined) return false;
    return field === 'quantity' || field === 'price'
      ? now === null || Number(now) !== Number(next) : now !== next;
  };
  const fields = (Object.keys(wish) as (keyof typeof wish)[]).filter(differs);
  return Object.fromEntries(fields.map((field) => [field, wish[field]]));
}

/** Each changed line with how it stands now, so that 1C sees whether both mean the same. */
function wishedLines(lines: Map<number, Line>, wishes: LineWish[]): object[] {
  return wishes.flatMap(({ position, ...wanted }, index) => {
    const line = lines.get(position);
    if (!line) throw refuseField(`lines[${index}].position`, 'Такой строки в заказе нет.');
    if (wanted.quantity !== undefined && Number(wanted.quantity) === 0) {
      throw refuseField(`lines[${index}].quantity`, 'Количество больше нуля; строку отменяют.');
    }
    const wish = changed(line, wanted);
    return Object.keys(wish).length === 0 ? [] : [{ ...wish, ...told(line) }];
  });
}

/** Numbers of a body are text, as everywhere on this wire. */
function told({ position, lineUid, article, name, ...was }: Line): object {
  return { position: String(position), lineUid, article, name, was };
}
