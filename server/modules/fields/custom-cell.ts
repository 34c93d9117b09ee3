// A cell of a list typed or pasted over a field of one's own.
import { type CustomEntity, customName } from '#contract/custom-fields';
import type { Context } from '#platform/context';
import { refuseField } from '#platform/refuse';
import { readColumnCells } from './import-fields.ts';

export const customCell = (entity: CustomEntity) =>
  async (ctx: Context, code: string, text: string): Promise<unknown> => {
    const [cell] = await readColumnCells(ctx, ctx.db, { entity, code }, [text]);
    if (cell && 'value' in cell) return cell.value;
    throw refuseField(customName(code), cell?.reason ?? 'Такого поля нет.');
  };
