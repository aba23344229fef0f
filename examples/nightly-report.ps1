# Nightly sales report. Works on SRV-SQL02 only.
param (
    $Region = "north",
    $Table = "Orders",
    [string]$Password = "Summer2019!"
)

$conn = New-Object System.Data.SqlClient.SqlConnection
$conn.ConnectionString = "Server=SRV-SQL02;Database=Sales;User Id=reporter;Password=$Password"
$conn.Open()

$cmd = $conn.CreateCommand()
$cmd.CommandText = "SELECT * FROM " + $Table + " WHERE Region = '" + $Region + "'"
$rd = $cmd.ExecuteReader()
$html = ""
while ($rd.Read()) {
    $html = $html + "<tr><td>" + $rd["Customer"] + "</td><td>" + $rd["Amount"] + "</td></tr>"
}
$conn.Close()

$secure = ConvertTo-SecureString $Password -AsPlainText -Force
$cred = New-Object System.Management.Automation.PSCredential ("mailer", $secure)
Send-MailMessage -To "sales@example.com" -From "reports@example.com" -Subject "Sales $Region" -Body "<table>$html</table>" -BodyAsHtml -SmtpServer mail.example.com -Credential $cred
