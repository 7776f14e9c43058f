/** Templates for the names of files that are kept: which fields they may have. */
export const TEMPLATE_FIELDS = ['name', 'date', 'time', 'ms', 'frame', 'width', 'height', 'format'] as const;
export type TemplateField = (typeof TEMPLATE_FIELDS)[number];

export const DEFAULT_TEMPLATE = '{name} {date} {time}';
export const MAX_TEMPLATE_CHARACTERS = 120;

/** The first field that is none, as it was typed. */
export function unknownTemplateField(template: string): string | undefined {
  for (const [, field = ''] of template.matchAll(/\{([^{}]*)\}/gu))
    if (!TEMPLATE_FIELDS.some((known) => known === field)) return field;
  return undefined;
}

/** With the field's value in each field's place. */
export function fillTemplate(template: string, value: (field: TemplateField) => string): string {
  return template.replace(/\{([^{}]*)\}/gu, (_all, field: TemplateField) => value(field));
}
