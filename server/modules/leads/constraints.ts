// What the constraints of leads say to a person.
import { describeConstraints } from '#platform/constraints';

describeConstraints({
  lead_title_length: ['title', 'Название — от 1 до 500 знаков.'],
  lead_company_fk: ['companyId', 'Такой компании нет.'],
  lead_contact_fk: ['contactId', 'Такого контакта нет.'],
  lead_source_fk: ['sourceId', 'Такого источника нет.'],
  lead_topic_fk: ['topicId', 'Такой темы нет.'],
  lead_responsible_fk: ['responsibleId', 'Такого сотрудника нет.'],
  topic_name_unique: ['topics', 'Тема с таким названием уже есть.'],
  topic_name_length: ['topics', 'Название темы — от 1 до 200 знаков.'],
  line_product_fk: ['lines.productId', 'Такого товара нет.'],
  line_quantity: ['lines.quantity', 'Количество — больше нуля и меньше миллиарда.'],
  passing_reason_length: ['reason', 'Причина — от 1 до 2000 знаков.'],
});
