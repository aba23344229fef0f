-- The ten categories that every library starts with.
SET LOCAL lock_timeout = '5s';
SET LOCAL statement_timeout = '5min';
INSERT INTO categories (name, description) VALUES
    ('System Administration', 'Running and maintaining computers: services, processes, disks, software, settings.'),
    ('Security & Compliance', 'Hardening, auditing, permissions, certificates, secrets, incident response.'),
    ('Automation & DevOps', 'Builds, deployments, pipelines, tests, desired state.'),
    ('Cloud Management', 'Azure, AWS, Google Cloud and Microsoft 365.'),
    ('Network Management', 'Addresses, names, routes, firewalls, connections, remote access.'),
    ('Data Management', 'Files of data, databases, conversion, reports.'),
    ('Active Directory', 'Users, groups, computers, organizational units, group policy.'),
    ('Monitoring & Diagnostics', 'Health, performance, event logs, inventories, alerts.'),
    ('Backup & Recovery', 'Copies of data and systems, and bringing them back.'),
    ('Utilities & Helpers', 'Small tools, modules and functions that others use.')
ON CONFLICT (name) DO NOTHING;
