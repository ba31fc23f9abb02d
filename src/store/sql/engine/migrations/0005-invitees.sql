-- whom an invitation named
--
-- Of invitations that are outstanding the names that they gave are not known, unless they made the person.

ALTER TABLE memberships ADD COLUMN invitee_email {text};
ALTER TABLE memberships ADD COLUMN invitee_email_folded {text};
ALTER TABLE memberships ADD COLUMN invitee_first_name {text};
ALTER TABLE memberships ADD COLUMN invitee_first_name_folded {text};
ALTER TABLE memberships ADD COLUMN invitee_last_name {text};
ALTER TABLE memberships ADD COLUMN invitee_last_name_folded {text};
ALTER TABLE memberships ADD COLUMN invitee_name {text};
ALTER TABLE memberships ADD COLUMN invitee_name_folded {text};
UPDATE memberships SET
  invitee_email = (SELECT CASE WHEN u.created_of = memberships.account_id AND u.accepted_at IS NULL THEN u.email ELSE u.email END
    FROM users u WHERE u.id = memberships.user_id),
  invitee_email_folded = (SELECT CASE WHEN u.created_of = memberships.account_id AND u.accepted_at IS NULL THEN u.email_folded ELSE u.email_folded END
    FROM users u WHERE u.id = memberships.user_id),
  invitee_first_name = (SELECT CASE WHEN u.created_of = memberships.account_id AND u.accepted_at IS NULL THEN u.first_name ELSE u.email END
    FROM users u WHERE u.id = memberships.user_id),
  invitee_first_name_folded = (SELECT CASE WHEN u.created_of = memberships.account_id AND u.accepted_at IS NULL THEN u.first_name_folded ELSE u.email_folded END
    FROM users u WHERE u.id = memberships.user_id),
  invitee_last_name = (SELECT CASE WHEN u.created_of = memberships.account_id AND u.accepted_at IS NULL THEN u.last_name ELSE '' END
    FROM users u WHERE u.id = memberships.user_id),
  invitee_last_name_folded = (SELECT CASE WHEN u.created_of = memberships.account_id AND u.accepted_at IS NULL THEN u.last_name_folded ELSE '' END
    FROM users u WHERE u.id = memberships.user_id),
  invitee_name = (SELECT CASE WHEN u.created_of = memberships.account_id AND u.accepted_at IS NULL THEN u.name ELSE u.email END
    FROM users u WHERE u.id = memberships.user_id),
  invitee_name_folded = (SELECT CASE WHEN u.created_of = memberships.account_id AND u.accepted_at IS NULL THEN u.name_folded ELSE u.email_folded END
    FROM users u WHERE u.id = memberships.user_id)
  WHERE status IN ('Invited', 'InvitationExpired');
