/** What is being written in a public form; `neededBy` empty: no day. */
export type FormDraft = { email: string; name: string; title: string; description: string; neededBy: string };

export const noAsk: FormDraft = { email: '', name: '', title: '', description: '', neededBy: '' };
export const formFields = ['email', 'name', 'title', 'description', 'neededBy'];

/** As the API takes it; what is empty and need not be there is left out. */
export function askOf({ email, name, title, description, neededBy }: FormDraft) {
  return {
    email,
    name,
    title,
    ...(description.trim() && { description }),
    ...(neededBy && { neededBy }),
  };
}
