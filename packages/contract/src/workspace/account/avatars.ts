import { z } from 'zod';
import { Id } from '../../values/names.js';
import { MemberParams } from '../../values/params.js';

/** The largest picture that can be uploaded, in bytes, and the side of the square that it becomes, in pixels. */
export const avatarLimits = { bytes: 5 * 1024 * 1024, side: 128 } as const;

/** The formats of pictures that can be uploaded. */
export const avatarTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** Names a picture in its address: hexadecimal digits of its hash. Another picture has another one. */
export const AvatarHash = z.string().regex(/^[0-9a-f]{24}$/, 'avatarHash');

export const AvatarParams = MemberParams.extend({ hash: AvatarHash });
export type AvatarParams = z.infer<typeof AvatarParams>;

/** The members who have a picture, and the service accounts, which have none: their `hash` is null. */
export const AvatarList = z
  .strictObject({ items: z.array(z.strictObject({ user: Id, hash: AvatarHash.nullable() })) })
  .meta({ id: 'AvatarList' });
export type AvatarList = z.infer<typeof AvatarList>;
