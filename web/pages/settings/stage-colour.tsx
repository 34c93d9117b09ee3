import { ActionIcon, Menu } from '@mantine/core';
import { STAGE_COLOURS } from '#contract/pipelines';
import { ruSettings } from '../../texts/ru-settings.ts';
import { stageColor } from '../../ui/stage-dot.tsx';
import css from './settings.module.css';

const { pipelines: texts } = ruSettings;

type StageColourProps = {
  stage: { name: string; colour: string };
  disabled: boolean;
  onChoose: (colour: (typeof STAGE_COLOURS)[number]) => void;
};

/** The square of a stage; a click offers the others. */
export function StageColour({ stage, disabled, onChoose }: StageColourProps) {
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size={24} aria-label={texts.colourOf(stage.name)} disabled={disabled}>
          <i className={css.dot} style={{ background: stageColor(stage.colour) }} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {STAGE_COLOURS.map((colour) => (
          <Menu.Item
            key={colour}
            leftSection={(
              <i className={css.dot} style={{ background: stageColor(colour) }} aria-hidden />
            )}
            onClick={() => onChoose(colour)}
          >
            {texts.colours[colour]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
