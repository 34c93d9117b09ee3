// Keys of the wire as a person calls them; a key that is not here is shown as 1C wrote it.
export const ruOnecFields = {
  fields: {
    number: 'Номер', date: 'Дата', posted: 'Проведён', deleted: 'Пометка удаления',
    cancelled: 'Отменено', companyUid: 'Клиент', endCustomer: 'Конечный заказчик',
    organization: 'Организация', managerUid: 'Менеджер (идентификатор)', managerName: 'Менеджер',
    currency: 'Валюта', total: 'Сумма документа', status: 'Статус', crmDealId: 'Сделка Верстака',
    comment: 'Комментарий', projectName: 'Проект', address: 'Адрес', lines: 'Строка',
    stages: 'Этап оплаты', lineUid: 'Идентификатор строки', productUid: 'Товар (идентификатор)',
    article: 'Артикул', name: 'Название', characteristic: 'Характеристика',
    quantity: 'Количество', unit: 'Единица', price: 'Цена', discountPercent: 'Скидка, %',
    sum: 'Сумма', vatRate: 'Ставка НДС', vatSum: 'Сумма НДС', vatIncluded: 'НДС в сумме',
    shipOn: 'Дата отгрузки', cost: 'Себестоимость', tenderNo: 'Номер тендера',
    dealerContact: 'Контакт дилера', variant: 'Вариант оплаты', payOn: 'Срок оплаты',
    percent: 'Процент', orderUid: 'Заказ', invoiceUid: 'Счёт', dueOn: 'Оплатить до', kind: 'Вид',
    direction: 'Направление', bankConfirmed: 'Проведено банком', bankOn: 'Дата банка',
    purpose: 'Назначение платежа', fullName: 'Полное название', inn: 'ИНН', kpp: 'КПП',
    ogrn: 'ОГРН', phones: 'Телефоны', emails: 'Почта', position: 'Должность',
    groupUid: 'Группа (идентификатор)', groupName: 'Группа', attributes: 'Свойства',
    email: 'Почта', phone: 'Телефон', departmentName: 'Подразделение', extra: 'Дополнительно',
  } as Record<string, string>,
  values: {
    true: 'да', false: 'нет', in: 'поступление', out: 'списание', bank: 'банк', cash: 'касса',
    card: 'карта', offset: 'взаимозачёт', shipment: 'отгрузка', return: 'возврат',
    correction: 'корректировка', prepayment: 'аванс', beforeShipment: 'перед отгрузкой',
    credit: 'отсрочка', creditShift: 'отсрочка со сдвигом',
  } as Record<string, string>,
} as const;
