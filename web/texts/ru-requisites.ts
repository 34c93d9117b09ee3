// Requisites as a letter or a contract writes them.
export const ruRequisites = {
  inn: 'ИНН', kpp: 'КПП', ogrn: 'ОГРН', ogrnip: 'ОГРНИП', address: 'Адрес:', account: 'Р/с',
  bank: 'Банк:', bic: 'БИК', corrAccount: 'К/с', basis: 'действует на основании',
  copy: 'Скопировать реквизиты',
  copied: 'Реквизиты скопированы',
  copyFailed: 'Реквизиты не скопированы',
} as const;
