// Texts of the login page, which nobody who works sees.

export const ruLogin = {
  title: 'Вход',
  lead: 'Сделки и деньги из 1С на одном экране',
  login: 'Логин',
  password: 'Пароль',
  submit: 'Войти',
  capsLock: 'Включён Caps Lock',
  fillLogin: 'Введите логин',
  fillPassword: 'Введите пароль',
  showPassword: 'Показать пароль',
} as const;
