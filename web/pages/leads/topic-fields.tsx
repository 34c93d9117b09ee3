import { Select, TextInput } from '@mantine/core';
import { fieldError } from '../../form/problem-fields.ts';
import { ru } from '../../texts/ru.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { useLeadTopics } from './use-leads-view.ts';

export type TopicDraft = { topicId: number | null; topicText: string };

type TopicFieldsProps = {
  draft: TopicDraft;
  onChange: (patch: Partial<TopicDraft>) => void;
  error: unknown;
};

/** «По какому вопросу»; «Другое» asks for words at once. */
export function TopicFields({ draft, onChange, error }: TopicFieldsProps) {
  const topics = useLeadTopics();
  const shown = topics.filter((topic) => !topic.archived || topic.id === draft.topicId);
  const chosen = topics.find((topic) => topic.id === draft.topicId);
  return (
    <>
      <Select
        label={ruLeads.create.topic}
        data={shown.map((topic) => ({ value: String(topic.id), label: topic.name }))}
        searchable
        selectFirstOptionOnChange
        clearable
        placeholder={ru.common.notSet}
        value={draft.topicId === null ? null : String(draft.topicId)}
        onChange={(id) => onChange({ topicId: id === null ? null : Number(id) })}
        error={fieldError(error, 'topicId')}
      />
      {chosen?.needsText ? (
        <TextInput
          label={ruLeads.create.topicText}
          required
          maxLength={500}
          value={draft.topicText}
          onChange={(event) => onChange({ topicText: event.currentTarget.value })}
          error={fieldError(error, 'topicText')}
        />
      ) : null}
    </>
  );
}
