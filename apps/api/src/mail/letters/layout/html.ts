import type { Item, Quote } from '../letter.js';

type Document = { language: string; subject: string; preview: string; body: string[]; footer: string[] };

/**
 * An e-mail in HTML: one column, no pictures and nothing loaded, so that it looks the same for everyone and nobody is
 * tracked. Styles are inline, as Gmail and Outlook want them; the dark colours are for programs that know them.
 */
export function document({ language, subject, preview, body, footer }: Document): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
${noDetection}
<title>${escaped(subject)}</title>
<style>${dark}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f4f5f7;color:#1c2330;-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden="true">${escaped(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;font-family:${font};font-size:16px;line-height:1.5;text-align:left">
<tr><td class="sheet" style="padding:28px 28px 20px;background:#ffffff;border-radius:10px;overflow-wrap:anywhere">
${body.join('\n')}
</td></tr>
<tr><td style="padding:20px 28px;overflow-wrap:anywhere">
${footer.join('\n')}
</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

export function paragraph(text: string): string {
  return `<p style="margin:0 0 16px">${lines(text)}</p>`;
}

export function button({ text, to }: { text: string; to: string }): string {
  return `<p style="margin:24px 0"><a class="button" href="${escaped(to)}" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#0c6464;color:#ffffff;font-weight:600;text-decoration:none">${escaped(text)}</a></p>`;
}

/** What a person wrote, below their name. */
export function quoted({ heading, text }: Quote): string {
  return `<p class="soft" style="margin:0 0 6px;color:#586174;font-size:14px">${lines(heading)}</p>
<blockquote class="quote" style="margin:0 0 20px;padding:2px 0 2px 14px;border-left:3px solid #cfd5df">${lines(text)}</blockquote>`;
}

/** One of several requests: its title is the link. */
export function itemOfList({ title, about, to }: Item): string {
  return `<p class="quote" style="margin:0 0 16px;padding:2px 0 2px 14px;border-left:3px solid #cfd5df"><a class="link" href="${escaped(to)}" style="color:#0c6464;font-weight:600">${escaped(title)}</a><br>${lines(about)}</p>`;
}

/** Below the letter: a text, or a link. */
export function small(content: string | { text: string; to: string }): string {
  const inner =
    typeof content === 'string'
      ? lines(content)
      : `<a class="soft" href="${escaped(content.to)}" style="color:#586174">${escaped(content.text)}</a>`;
  return `<p class="soft" style="margin:0 0 10px;color:#586174;font-size:13px">${inner}</p>`;
}

const font = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const dark = `@media (prefers-color-scheme:dark){
.page{background:#14181f!important;color:#e6e9ef!important}
.sheet{background:#1d232d!important}
.soft{color:#a3adbd!important}
.quote{border-color:#465062!important}
.link{color:#5cc1bd!important}
.button{background:#5cc1bd!important;color:#0b2322!important}
}`;
/** Asks mail programs to make no links of numbers, dates and addresses either. */
const noDetection =
  '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">';

function lines(text: string): string {
  return escaped(text).replace(/\n/g, '<br>');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
