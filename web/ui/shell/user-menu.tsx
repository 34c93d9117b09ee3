import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { signOut, useSession } from '../../api/session.ts';
import { closeStream } from '../../api/stream.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { Avatar } from '../avatar.tsx';
import { failToast } from '../fail-toast.ts';
import { formatShortName } from '../format.ts';
import {
  IconCheck, IconDeviceDesktop, IconKeyboard, IconLogout, IconMoon, IconSun,
} from '../icons.ts';
import css from './user-menu.module.css';

const THEMES = [
  { value: 'light', label: ru.nav.themeLight, icon: IconSun },
  { value: 'dark', label: ru.nav.themeDark, icon: IconMoon },
  { value: 'auto', label: ru.nav.themeSystem, icon: IconDeviceDesktop },
] as const;

function useSignOut(): () => void {
  const navigate = useNavigate();
  return () => {
    signOut().then(() => {
      closeStream();
      return navigate({ to: paths.login() });
    }).catch((error: unknown) => failToast(ru.nav.signOut, error));
  };
}

export function UserMenu({ onKeys }: { onKeys: () => void }) {
  const { employee } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  const leave = useSignOut();
  const ThemeIcon = shown === 'dark' ? IconSun : IconMoon;
  return (
    <div className={css.me}>
      <Menu position="top-start" width={212}>
        <Menu.Target>
          <button type="button" className={css.who} title={ru.nav.userMenu}>
            <Avatar name={employee.name} initials={employee.initials} size={24} decorative />
            <span className={css.name}>{formatShortName(employee.name)}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{ru.nav.theme}</Menu.Label>
          {THEMES.map((theme) => (
            <Menu.Item
              key={theme.value}
              leftSection={<theme.icon size={16} stroke={1.6} />}
              rightSection={colorScheme === theme.value ? <IconCheck size={14} /> : null}
              onClick={() => setColorScheme(theme.value)}
            >
              {theme.label}
            </Menu.Item>
          ))}
          <Menu.Label>{employee.login}</Menu.Label>
          <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={leave}>
            {ru.nav.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionIcon aria-label={ru.nav.keys} title={`${ru.nav.keys} (?)`} onClick={onKeys}>
        <IconKeyboard size={16} stroke={1.6} />
      </ActionIcon>
      <ActionIcon
        aria-label={shown === 'dark' ? ru.nav.themeLight : ru.nav.themeDark}
        title={shown === 'dark' ? ru.nav.themeLight : ru.nav.themeDark}
        onClick={() => setColorScheme(shown === 'dark' ? 'light' : 'dark')}
      >
        <ThemeIcon size={16} stroke={1.6} />
      </ActionIcon>
    </div>
  );
}
