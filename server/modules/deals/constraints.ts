// What the constraints of deals say to a person.
import { describeConstraints } from '#platform/constraints';

describeConstraints({
  deal_title_length: ['title', 'Название — от 1 до 500 знаков.'],
  deal_company_fk: ['companyId', 'Такой компании нет.'],
  deal_contact_fk: ['contactId', 'Такого контакта нет.'],
  deal_source_fk: ['sourceId', 'Такого источника нет.'],
  deal_own_entity_fk: ['ownEntityId', 'Такого юрлица у нас нет.'],
  deal_responsible_fk: ['responsibleId', 'Такого сотрудника нет.'],
  deal_department_fk: ['departmentId', 'Такого подразделения нет.'],
  deal_loss_reason_fk: ['lossReasonId', 'Такой причины нет.'],
  loss_reason_name_unique: ['name', 'Такая причина уже есть.'],
  loss_reason_pipeline_fk: ['pipelineId', 'Такой воронки нет.'],
  source_name_unique: ['name', 'Такой источник в этом канале уже есть.'],
  pipeline_department_department_fk: ['departmentIds', 'Такого отдела нет.'],
  deal_line_product_fk: ['lines.productId', 'Такого товара нет.'],
  deal_line_quantity: ['lines.quantity', 'Количество — больше нуля и меньше миллиарда.'],
  transfer_return_reason: ['reason', 'Причина — от 1 до 2000 знаков.'],
  transfer_reason_length: ['reason', 'Причина — от 1 до 2000 знаков.'],
});
