# ruleid: PSUseApprovedVerbs
function Fetch-Report { 1 }
# ok: PSUseApprovedVerbs
function get-Report { 1 }
# ruleid: PSUseApprovedVerbs
function script:Do-Report-Now { 1 }
# Without a dash there is no verb.
# ok: PSUseApprovedVerbs
function report { 1 }
