SET LOCAL lock_timeout = '5s';
DROP TABLE webhook_deliveries, webhooks, named_tags, invitations, user_settings;
