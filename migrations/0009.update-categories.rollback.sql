SET LOCAL lock_timeout = '5s';
DELETE FROM categories WHERE name IN ('System Administration', 'Security & Compliance', 'Automation & DevOps', 'Cloud Management', 'Network Management',
    'Data Management', 'Active Directory', 'Monitoring & Diagnostics', 'Backup & Recovery', 'Utilities & Helpers');
