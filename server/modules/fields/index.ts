// The face of fields: what administrators add to records of the modules above.
//
// Events (entity 'customField'): customField.created · edited · ordered. A change of a value is
// told by the record's own event, as `custom.CODE` with old, new and the label of the day.
import { describeConstraints } from '#platform/constraints';

export {
  fileFieldsOf, isHiddenLabel, loadCustomFields, seesCustomKey, seesEveryField,
  titleOfCustomKey,
} from './known-fields.ts';
export { tellChanges, tellValues, type ToldValue } from './tell-values.ts';
export { withCustomFields } from './custom-catalogue.ts';
export { customMatches, foundBy } from './search-values.ts';
export { showValues } from './show-values.ts';
export { changeValues, type CustomChange, type RawValues } from './change-values.ts';
export {
  askedBetween, askedByStage, emptiedBy, isCustomField, refuseEmptied, refuseLacking, shownNames,
} from './required-values.ts';
export { idsByText, offerReferences, type References } from './references.ts';
export { customCell } from './custom-cell.ts';
export { importFields, type ImportField, readColumnCells } from './import-fields.ts';
export type { Cell, CellRead } from './read-cell.ts';
export { createField, editField, orderFields } from './define-field.ts';
export { type CustomTables, settleFieldIndexes } from './indexes-due.ts';
export { fieldsRoutes } from './routes.ts';
export { fieldsGuards } from './guards.ts';

describeConstraints({
  field_name_unique: ['name', 'Поле с таким названием уже есть.'],
  field_name_length: ['name', 'Название — от 1 до 80 знаков.'],
});
