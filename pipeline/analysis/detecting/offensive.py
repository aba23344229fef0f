"""Names of published attack tools and of the functions in them, in lower case."""

from __future__ import annotations

from typing import Final

FUNCTIONS: Final = frozenset("""
    invoke-mimikatz invoke-kittenz invoke-mimidogz invoke-shellcode invoke-shellcodemsil invoke-reflectivepeinjection invoke-dllinjection invoke-tokenmanipulation
    invoke-credentialinjection invoke-ninjacopy invoke-bloodhound invoke-sharphound invoke-kerberoast invoke-asreproast invoke-psinject invoke-pslibinject invoke-smbexec
    invoke-thehash invoke-inveigh invoke-inveighrelay invoke-powershelltcp invoke-powershelltcponeline invoke-powershelludp invoke-powershellicmp invoke-powershellwmi
    invoke-poshrathttp invoke-poshrathttps invoke-allchecks invoke-privesc invoke-privescaudit invoke-bypassuac invoke-eventvwrbypass invoke-sdcltbypass invoke-fodhelperbypass
    invoke-wscriptbypassuac invoke-envbypass invoke-tater invoke-hotpotato invoke-ms16032 invoke-ms16135 invoke-serviceabuse invoke-userhunter invoke-processhunter
    invoke-eventhunter invoke-sharefinder invoke-filefinder invoke-findlocaladminaccess invoke-mapdomaintrust invoke-enumeratelocaladmin invoke-checklocaladminaccess
    invoke-aclscanner invoke-dcsync invoke-dcshadow invoke-sessiongopher invoke-seatbelt invoke-winpeas invoke-rubeus invoke-sharpup invoke-phant0m invoke-cradlecrafter
    invoke-psimage invoke-lazagne invoke-credentialphisher invoke-credentialsphish invoke-ssidexfil invoke-executemsbuild invoke-metasploitpayload invoke-meterpreter
    invoke-powerdump invoke-passthehash invoke-mimipenguin invoke-nanodump invoke-prasadhak invoke-networkrelay invoke-jsratregsvr invoke-jsratrundll invoke-amsibypass
    invoke-dnsexfiltrator invoke-winenum invoke-hostrecon invoke-egresscheck invoke-domainpasswordspray invoke-passwordspray invoke-globalmailsearch invoke-selfsearch
    invoke-zerologon invoke-nightmare invoke-powerthief invoke-eternalblue invoke-netripper invoke-sqlimpersonateservice invoke-sqlescalatepriv invoke-sqloscmd
    invoke-sqldumpinfo invoke-reverttoself invoke-wmicommand invoke-obfuscation invoke-credentialguardbypass invoke-antivm invoke-exploit invoke-backdoorlnk invoke-uacbypass
    invoke-callbackiex invoke-thunderstruck invoke-mineswitch invoke-vnc invoke-responder invoke-interveigh invoke-dllhijack invoke-pe invoke-donut invoke-badpotato
    invoke-juicypotato invoke-printnightmare invoke-sharpchromium invoke-persistence invoke-runas invoke-winrmattack invoke-smbscanner invoke-smbautobrute invoke-petitpotam
    get-gpppassword get-gppautologon get-gppinnerfields get-decryptedcpassword get-keystrokes get-timedscreenshot get-vaultcredential get-lsasecret get-passhashes get-passhints
    get-sitelistpassword get-registryautologon get-registryalwaysinstallelevated get-unattendedinstallfile get-modifiablefile get-modifiablepath get-modifiableservice
    get-modifiableservicefile get-modifiableregistryautorun get-modifiablescheduledtaskfile get-unquotedservice get-serviceunquoted get-serviceperms
    get-netdomaincontroller get-netdomaintrust get-netforestdomain get-netforesttrust get-netforestcatalog get-netgroupmember get-netlocalgroup get-netloggedon get-netrdpsession
    get-netgpo get-netgpogroup get-domaingpolocalgroup get-domaingpouserlocalgroupmapping get-domainspnticket get-domainobjectacl get-domainobjectowner get-domaindfsshare
    get-domainfileserver get-cachedrdpconnection get-wmireglastloggedon get-wmiregcachedrdpconnection get-wmiregmounteddrive get-wmiregproxy get-foxdump get-chromedump
    get-microphoneaudio get-volumeshadowcopy mount-volumeshadowcopy remove-volumeshadowcopy get-dllloadpath get-peb get-wlan-keys get-unconstrained get-killchain
    get-exploitablesystem get-exploitableunquotedpath get-injectedthread get-kerberosservicetgt get-lsasecret get-system get-processtokengroup get-processtokenprivilege
    get-rickastley get-ruby get-usbkeystrokes get-browserdata get-browserinformation get-chromecreds get-firefoxcreds get-ieinfo get-stolencredentials get-winpwn get-keylogger
    out-minidump out-encodedcommand out-encryptedscript out-compresseddll out-dnstxt out-hta out-chm out-sct out-scf out-webquery out-rundllcommand out-certutil
    add-persistence add-exfiltration add-scrnsavebackdoor add-regbackdoor add-constraineddelegationbackdoor add-domainobjectacl add-objectacl add-servicedacl
    new-elevatedpersistenceoption new-userpersistenceoption new-honeyhash new-gpoimmediatetask set-criticalprocess set-masterbootrecord set-remotepsremoting set-remotewmi
    set-dcshadowpermissions set-domainobjectowner set-domainuserpassword set-servicebinpath set-servicebinarypath install-ssp install-servicebinary restore-servicebinary
    write-servicebinary write-hijackdll write-useraddmsi write-useraddservicebinary write-cmdservicebinary find-avsignature find-pathhijack find-pathdllhijack
    find-processdllhijack find-dllhijack find-localadminaccess find-domainuserlocation find-domainshare find-interestingfile find-interestingdomainacl
    find-interestingdomainsharefile find-gpolocation find-gpocomputeradmin find-foreigngroup find-foreignuser find-managedsecuritygroups find-psserviceaccounts
    find-4648logons find-4624logons find-applockerlogs find-psscriptsinpsapplog find-rdpclientconnections find-domainprocess find-domainuserevent find-domainlocalgroupmember
    find-trusteddocuments enable-seassignprimarytokenprivilege enable-sedebugprivilege enable-duplicatetoken remove-poshrat remove-persistence copy-vss execute-ontime
    execute-dnstxt-code execute-command-mssql download-execute-ps download_execute http-backdoor dns_txt_pwnage gupt-backdoor do-exfiltration parse_keys start-captureserver
    start-webcamrecorder start-keylogger start-mitm test-adminaccess test-servicedaclpermission convertto-rottedstring convertto-rc4bytestream exploit-jboss exploit-jenkins
    invoke-adsbackdoor invoke-sprayemptypassword invoke-bitstransfersmb ps2exe-payload import-dllinredirectedmemory import-dllimports get-importdlladdress
    invoke-memoryloadlibrary invoke-memoryfreelibrary get-virtualprotectvalue update-memoryprotectionflags update-exefunctions copy-arraytomemory
    out-obfuscatedtokencommand out-obfuscatedstringcommand out-obfuscatedast out-encodedasciicommand out-encodedhexcommand out-encodedoctalcommand out-encodedbinarycommand
    out-encodedbxorcommand out-encodedspecialcharonlycommand out-encodedwhitespacecommand out-securestringcommand out-compressedcommand out-powershelllauncher
    bypass-uac subvert-pe masquerade-peb invoke-smbshell start-eidolon start-hollow invoke-netsessionenum get-ostokeninformation native-hardlink
    get-tokenprivs uac-tokenmagic conjure-lsass stage-remotedll stage-gsharedinfobitmap stage-gsharedinfobitmaprs1 stage-hmvalidatehandle get-systemmoduleinformation
    invoke-passwordsprayowa invoke-passwordsprayews invoke-passwordsprayeas invoke-passwordspraygmail invoke-domainharvestowa invoke-usernameharvestowa invoke-openinboxfinder invoke-injectgevent
    get-aduserfromews invoke-monkeymailsearch reveal-memorycredentials reveal-windowsmemorycredentials invoke-domainharvest
    get-lapscomputers find-lapsdelegatedgroups find-admpwdextendedrights get-asrephash invoke-privesccheck find-allvulns register-maliciouswmievent
    invoke-wmiexec invoke-smbclient invoke-smbenum invoke-edrchecker invoke-aclpwn invoke-dnsupdate new-machineaccount invoke-mimikittenz invoke-wmilm invoke-inveighunprivileged
    invoke-empire start-negotiate start-agentjob stop-agentjob get-agentjobcompleted encode-packet decode-packet set-killdate get-killdate set-workinghours process-taskingpackets
    get-sqlinstancedomain get-sqlinstancescanudp get-sqlserverloginbruteforce invoke-sqlauditprivdbchaining invoke-sqlauditweakloginpw invoke-sqlaudit invoke-sqlescalatepriv invoke-sqluncpathinjection
    invoke-sqloscmdclr invoke-sqloscmdole invoke-sqloscmdpython invoke-sqloscmdr invoke-sqloscmdagentjob get-sqlfuzzobjectname get-sqlfuzzdomainaccount get-sqlserverpasswordhash get-sqlpersistregrun
    get-sqlpersistregdebugger get-sqlpersisttriggerddl create-sqlfilexpdll create-sqlfileclrdll invoke-sqldumpinfo invoke-tokenduplication invoke-sqlauditprivserverlink get-sqlserverlinkcrawl
    invoke-runaswithtoken invoke-credentialsniper invoke-amsipatch disable-amsi invoke-bypassamsi bypass-amsi invoke-blackout invoke-etwbypass invoke-sharploader invoke-sharpkatz invoke-internalmonologue
    invoke-certify invoke-whisker invoke-spoolsample invoke-kirbi invoke-krbrelayup invoke-grouper2 invoke-snaffler invoke-lockless invoke-powershellicmponeline invoke-conptyshell invoke-powercat
    get-screenshotloop get-clipboardmonitor get-wificreds get-wlanpasswords get-wifipasswords get-browserpasswords get-chromepasswords get-chromepassword get-firefoxpasswords
    get-windowscredentials get-credmanpasswords dump-creds dump-credentials dump-hashes dump-lsass get-lsasspid invoke-lsassdump invoke-comsvcslsass invoke-hashdump
    get-registryhashes enum-creds get-shadowcopycreds invoke-shellcodeloader invoke-runpe invoke-reflectiveloader invoke-assemblyload invoke-hollow invoke-processhollowing
    get-keepassdatabasekey get-keepassconfigtrigger add-keepassconfigtrigger remove-keepassconfigtrigger find-keepassconfig get-securitypackages
    new-reverseshell new-bindshell start-reverseshell invoke-reverseshell invoke-bindshell invoke-stagelessshell send-exfil send-loot get-loot
    invoke-credentialphish invoke-portscan invoke-psexec invoke-executedll invoke-commandasuser invoke-decodedshell
""".split())
"""Names of functions that are their tool's alone."""

SHARED: Final = frozenset("""
    get-netuser get-netcomputer get-netdomain get-netforest get-netsession get-netshare get-netfileserver get-netprocess get-netou get-netsite get-netsubnet get-netgroup
    get-domainuser get-domaincomputer get-domaincontroller get-domainobject get-domaintrust get-domainpolicy get-objectacl get-pathacl get-lastloggedon get-userevent
    get-procaddress get-delegatetype get-peheader get-pebinfo get-httpstatus get-computerdetail get-computerdetails get-systemdnsserver get-securitypackage
    get-explicitentries get-webconfig get-applicationhost get-screenshot get-clipboardcontents get-information remove-comments invoke-reversednslookup
    invoke-threadedfunction invoke-stager invoke-encode invoke-decode check-vm new-inmemorymodule psenum struct add-win32type add-signature set-macattribute
    invoke-lockworkstation invoke-voicetroll invoke-filetransfer invoke-backdoor invoke-bruteforce invoke-arpscan invoke-interceptor port-scan brute-force keylogger
    add-netuser set-adobject enable-privilege find-fruit find-userfield find-computerfield out-word out-excel out-java out-js out-shortcut
    get-currentusertokengroupsid test-declaration get-declareddelegate invoke-dcom invoke-urlcheck get-proxic convert-sidtoname convert-nametosid convertfrom-uacvalue
    get-ipaddress new-dynamicparameter invoke-winscp invoke-loadlibrary invoke-createprocess get-filteredservice get-globaladdresslist
""".split())
"""Names that others use as well: one of them alone proves nothing."""

WORDS: Final = frozenset("""
    powersploit powerview powercat powerup powerupsql nishang mimikatz mimilib sekurlsa lsadump sharphound bloodhound rubeus cobaltstrike meterpreter metasploit msfvenom
    psattack p0wnedshell crackmapexec koadic lazagne sharpsploit juicypotato rottenpotato printspoofer inveigh hoaxshell evil-winrm winpeas safetykatz gsecdump pwdump fgdump
    netripper unmanagedpowershell reflectivepick powerpick posh-secmod empire-agent shellter veil-evasion kekeo
""".split())
"""Names of tools that may stand in a text."""
