/** Weir's own marks. */
const marks = {
  // How full: an open ring, half a ring, a block, a triangle.
  open: <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.75" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.25" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <path d="M8 2.75a5.25 5.25 0 0 1 0 10.5z" fill="currentColor" />
    </>
  ),
  block: <rect x="2.5" y="2.5" width="11" height="11" rx="2.5" fill="currentColor" />,
  over: <path d="M8 1.6 15 14H1z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />,
  // Too little: a nearly empty basin. Closed: a crossed ring. Blocked: an octagon.
  low: (
    <path
      d="M2.5 3v10.25h11V3M5 10.5h6"
      stroke="currentColor"
      strokeWidth="1.75"
      fill="none"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  ),
  barred: (
    <path
      d="M8 2.75a5.25 5.25 0 1 1 0 10.5 5.25 5.25 0 0 1 0-10.5M4.3 11.7l7.4-7.4"
      stroke="currentColor"
      strokeWidth="1.75"
      fill="none"
    />
  ),
  blocked: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />,
  // A gate: open, throttled, shut.
  gateOpen: <path d="M3 2v12M13 2v12" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  gateNarrow: (
    <path
      d="M3 2v12M13 2v12M3 8h2.5M10.5 8H13"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      fill="none"
    />
  ),
  gateShut: (
    <path
      d="M3 2v12M13 2v12M3 8h10"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      fill="none"
    />
  ),
  check: (
    <path
      d="M13.3 4 6 11.3 2.7 8"
      stroke="currentColor"
      strokeWidth="1.6"
      fill="none"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  ),
} as const;

export type OwnGlyphName = keyof typeof marks;
export type GlyphProps = { size?: number; className?: string | undefined };

/** A `Glyph` without the library of ordinary icons, for what every page has. */
export function OwnGlyph({ name, size = 16, className }: GlyphProps & { name: OwnGlyphName }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      className={className}
      focusable={false}
      aria-hidden="true"
    >
      {marks[name]}
    </svg>
  );
}
